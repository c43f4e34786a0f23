using System;
using System.Collections.Generic;
using System.Linq;

namespace ModelGen.Backends.Ptx.Tests.Machine;

/// <summary>
/// Runs one block. Each thread goes on alone until an instruction that a warp or the block executes together; warps run one after another between barriers, the
/// last first or the first first by turns, so that what needs a barrier and has none gives wrong numbers.
/// </summary>
internal sealed class PtxBlock
{
    private readonly PtxThread[] _threads;
    private int _barriers;

    public PtxBlock(PtxProgram program, PtxMemory memory, ulong[][] arguments, (int X, int Y, int Z) grid, (int X, int Y, int Z) place, int threads)
    {
        (Program, Memory, Arguments, Grid, Threads) = (program, memory, arguments, grid, threads);
        (X, Y, Z) = place;
        Shared = new byte[program.SharedBytes];
        Shared.AsSpan().Fill(0xFF); // NaN, whatever reads it
        _threads = [.. Enumerable.Range(0, threads).Select(index => new PtxThread(this, index))];
    }

    public PtxProgram Program { get; }

    public PtxMemory Memory { get; }

    public ulong[][] Arguments { get; }

    public (int X, int Y, int Z) Grid { get; }

    public int Threads { get; }

    public int X { get; }

    public int Y { get; }

    public int Z { get; }

    public byte[] Shared { get; }

    /// <summary>A grid, block by block.</summary>
    /// <param name="arguments">One per parameter; that of a view is its address and its length.</param>
    public static void Launch(PtxProgram program, PtxMemory memory, (int X, int Y, int Z) grid, int threads, params ulong[][] arguments)
    {
        for (int z = 0; z < grid.Z; z++)
        {
            for (int y = 0; y < grid.Y; y++)
            {
                for (int x = 0; x < grid.X; x++)
                {
                    new PtxBlock(program, memory, arguments, grid, (x, y, z), threads).Run();
                }
            }
        }
    }

    /// <summary>An argument's four or eight bytes; a view is an address and a length.</summary>
    public ulong Argument(int parameter, int offset) => Arguments[parameter][offset / 8];

    private void Run()
    {
        PtxThread[][] warps = [.. _threads.Chunk(32)];
        while (true)
        {
            foreach (PtxThread[] warp in _barriers % 2 == 0 ? warps : warps.AsEnumerable().Reverse())
            {
                RunToBarrier(warp);
            }

            int next = _threads[0].Next;
            if (_threads.Any(thread => thread.Next != next))
            {
                throw new InvalidOperationException("Threads wait at different barriers");
            }

            if (next < 0)
            {
                return;
            }

            _barriers++;
            foreach (PtxThread thread in _threads)
            {
                thread.Next++;
            }
        }
    }

    private void RunToBarrier(PtxThread[] warp)
    {
        while (true)
        {
            foreach (PtxThread thread in warp)
            {
                RunAlone(thread);
            }

            int next = warp[0].Next;
            if (Array.Exists(warp, thread => thread.Next != next))
            {
                throw new InvalidOperationException("A warp's threads wait at different instructions");
            }

            if (next < 0 || Program.Instructions[next].Operation == "bar")
            {
                return;
            }

            PtxWarp.Execute(Program.Instructions[next], warp);
            foreach (PtxThread thread in warp)
            {
                thread.Next++;
            }
        }
    }

    private void RunAlone(PtxThread thread)
    {
        IReadOnlyList<PtxInstruction> instructions = Program.Instructions;
        while (thread.Next >= 0)
        {
            PtxInstruction instruction = instructions[thread.Next];
            if (instruction.Operation is "bar" or "mma" or "ldmatrix" or "shfl")
            {
                return;
            }

            thread.Next++;
            if (instruction.Guard < 0 || (thread.Read(new(instruction.Guard)) != 0) != instruction.IsGuardNegated)
            {
                PtxAlone.Execute(instruction, thread);
            }
        }
    }
}
