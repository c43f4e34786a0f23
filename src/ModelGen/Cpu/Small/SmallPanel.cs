using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace ModelGen.Cpu.Small;

/// <summary>
/// How numbers of four bits lie in memory: sixteen rows side by side, a panel. A block of it is the scales of the sixteen rows, then four bytes of each, its numbers 0 to 3 and 16 to 19, then the next four. So a lane of a vector is a
/// row: a block's sum is complete in its lane, sixteen rows share what is read of x, and a panel is one straight stream.
/// </summary>
internal static unsafe class SmallPanel
{
    /// <summary>Rows side by side.</summary>
    public const int Rows = 16;

    /// <summary>Bytes of a row that stand together: numbers i to i + 3 of a block in their lower halves, 16 + i to 16 + i + 3 in their upper halves.</summary>
    public const int PieceBytes = 4;

    /// <summary>Such bytes of all rows.</summary>
    public const int ChunkBytes = Rows * PieceBytes;

    /// <summary>Bytes of a row's block, without its scale.</summary>
    public const int RowBytes = SmallRows.Block / 2;

    /// <summary>Where the numbers of a block begin.</summary>
    public const int Numbers = Rows * sizeof(float);

    /// <summary>Bytes of a block of all rows.</summary>
    public const int BlockBytes = Numbers + (Rows * RowBytes);

    /// <summary>The scale of a row's block.</summary>
    public static float* Scale(in SmallRows rows, int row, int block) => (float*)Block(rows, row, block) + rows.Lane(row);

    /// <summary>The sixteen bytes of a row's block, number i beside number 16 + i.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<byte> Read(in SmallRows rows, int row, int block)
    {
        int* piece = Pieces(rows, row, block);
        return Vector128.Create(piece[0], piece[Rows], piece[2 * Rows], piece[3 * Rows]).AsByte();
    }

    public static void Write(in SmallRows rows, int row, int block, Vector128<byte> numbers)
    {
        int* piece = Pieces(rows, row, block);
        for (int i = 0; i < RowBytes / PieceBytes; i++) piece[i * Rows] = numbers.AsInt32()[i];
    }

    private static int* Pieces(in SmallRows rows, int row, int block) => (int*)(Block(rows, row, block) + Numbers) + rows.Lane(row);

    private static byte* Block(in SmallRows rows, int row, int block) => rows.Panel(row) + ((nint)block * BlockBytes);
}
