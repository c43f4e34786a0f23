using System;
using System.Collections.Generic;

namespace ModelGen.Backends.Ptx.Tests.Machine;

/// <summary>One thread's registers, and the copies that it has started.</summary>
internal sealed class PtxThread(PtxBlock block, int index)
{
    private readonly ulong[] _registers = new ulong[block.Program.Registers];
    private readonly Queue<List<(int Target, ulong Source, int Bytes)>> _groups = new();
    private List<(int Target, ulong Source, int Bytes)> _open = [];

    public PtxBlock Block => block;

    public int Index => index;

    public int Lane => index % 32;

    /// <summary>The next instruction; -1 when done.</summary>
    public int Next { get; set; }

    public static bool IsSpecial(string name) => name is "%tid.x" or "%tid.y" or "%tid.z" or "%ntid.x" or "%ntid.y" or "%ntid.z" or "%ctaid.x" or "%ctaid.y" or "%ctaid.z"
        or "%nctaid.x" or "%nctaid.y" or "%nctaid.z" or "%laneid" or "WARP_SZ";

    public ulong Read(PtxOperand operand)
    {
        if (operand.Register >= 0)
        {
            return _registers[operand.Register] + operand.Constant;
        }

        return operand.Name switch
        {
            null => operand.Constant,
            "%tid.x" => (ulong)index,
            "%tid.y" or "%tid.z" => 0,
            "%ntid.x" => (ulong)block.Threads,
            "%ntid.y" or "%ntid.z" => 1,
            "%ctaid.x" => (ulong)block.X,
            "%ctaid.y" => (ulong)block.Y,
            "%ctaid.z" => (ulong)block.Z,
            "%nctaid.x" => (ulong)block.Grid.X,
            "%nctaid.y" => (ulong)block.Grid.Y,
            "%nctaid.z" => (ulong)block.Grid.Z,
            "%laneid" => (ulong)Lane,
            "WARP_SZ" => 32,
            _ => throw new NotSupportedException(operand.Name),
        };
    }

    public float ReadFloat(PtxOperand operand) => BitConverter.UInt32BitsToSingle((uint)Read(operand));

    public void Write(PtxOperand operand, ulong value) => _registers[operand.Register] = value;

    public void Write(PtxOperand operand, float value) => _registers[operand.Register] = BitConverter.SingleToUInt32Bits(value);

    /// <summary>What is copied arrives as late as the program allows: when it is waited for.</summary>
    public void StartCopy(int target, ulong source, int bytes) => _open.Add((target, source, bytes));

    public void Commit()
    {
        _groups.Enqueue(_open);
        _open = [];
    }

    public void Wait(int groups)
    {
        while (_groups.Count > groups)
        {
            foreach ((int target, ulong source, int bytes) in _groups.Dequeue())
            {
                block.Shared.AsSpan(target, 16).Clear();
                if (bytes > 0)
                {
                    block.Memory.Bytes(source, bytes).CopyTo(block.Shared.AsSpan(target, 16));
                }
            }
        }
    }
}
