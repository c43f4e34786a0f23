using System;

namespace ModelGen.Cpu.Products;

/// <summary>Packs a chunk's operands: a task is a group of panels in one pass of k.</summary>
internal unsafe struct PackJob : IJob
{
    public Operand A;
    public Operand B;
    public PackedChunk Chunk;
    public int TileRows;
    public int TileColumns;

    /// <summary>Neighbours in a task, multiples of the tile.</summary>
    public int GroupRows;
    public int GroupColumns;

    /// <summary>Tasks of A; 0 where it is packed already.</summary>
    public int TasksOfA;
    public int TasksOfB;

    public readonly void Execute(int task, int worker)
    {
        if (task < TasksOfA)
        {
            Pack(A, task, Chunk.FirstRow, Chunk.Rows, GroupRows, TileRows, padded: false, Chunk.A);
        }
        else
        {
            Pack(B, task - TasksOfA, Chunk.FirstColumn, Chunk.Columns, GroupColumns, TileColumns, padded: true, Chunk.B);
        }
    }

    private readonly void Pack(Operand operand, int task, int first, int count, int group, int width, bool padded, float* target)
    {
        int groups = Blocking.DivideUp(count, group);
        int pass = task / groups * Blocking.Depth;
        int at = task % groups * group;
        int depth = Math.Min(Blocking.Depth, Chunk.Depth - pass);
        target += ((nint)pass * Blocking.RoundUp(count, width)) + ((nint)at * depth);
        operand.Pack(first + at, Math.Min(group, count - at), Chunk.FirstDepth + pass, depth, width, padded, target);
    }
}
