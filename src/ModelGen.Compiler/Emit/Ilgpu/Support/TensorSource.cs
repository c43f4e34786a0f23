using ILGPU;

namespace ModelGen.Gpu;

/// <summary>
/// What one thread copies of an operand of a 16-bit product, in steps of 32 of the sum: two chunks of eight numbers a step. An operand lies along the sum, its lines are rows of 32
/// numbers in shared memory; or across it, its lines are steps, each of a tile's width. Chunks of a line are permuted, so that <c>ldmatrix</c> meets no bank twice.
/// </summary>
internal struct TensorSource
{
    private const int Bytes = 2;
    private const int Chunk = 8;
    private const int Step = 32;

    private long _near;
    private long _far;
    private int _bytesNear;
    private int _bytesFar;
    private int _line;
    private int _chunk;

    /// <summary>Rows along the sum: four threads to a row.</summary>
    /// <param name="near">This thread's first row; <paramref name="far"/> its second.</param>
    /// <param name="rows">Of the matrix.</param>
    /// <param name="pitch">Numbers from a row to the next one.</param>
    public static TensorSource Along(long matrix, int near, int far, int rows, int pitch)
    {
        TensorSource source = default;
        source._line = Group.IdxX >> 2;
        source._chunk = Group.IdxX & 3;
        source._bytesNear = near < rows ? 16 : 0;
        source._bytesFar = far < rows ? 16 : 0;
        source._near = matrix + ((((long)(near < rows ? near : 0) * pitch) + (source._chunk * Chunk)) * Bytes);
        source._far = matrix + ((((long)(far < rows ? far : 0) * pitch) + (source._chunk * Chunk)) * Bytes);
        return source;
    }

    /// <summary>Rows across the sum: the tile's columns from <paramref name="first"/> on, of each step.</summary>
    /// <param name="width">Columns of the matrix.</param>
    /// <param name="pitch">Numbers from a row to the next one: the width, filled up to whole chunks.</param>
    public static TensorSource Across(long matrix, int first, int size, int width, int pitch)
    {
        TensorSource source = default;
        source._line = Group.IdxX / (size / Chunk);
        source._chunk = Group.IdxX % (size / Chunk);
        int column = first + (source._chunk * Chunk);
        source._bytesNear = column < width ? 16 : 0;
        source._bytesFar = source._bytesNear;
        source._near = matrix + ((((long)source._line * pitch) + (column < width ? column : 0)) * Bytes);
        source._far = source._near + (16L * pitch * Bytes);
        return source;
    }

    /// <summary>Where a row's chunk of eight lies in a tile along the sum.</summary>
    public static int PlaceAlong(int line, int chunk) => (line * Step * Bytes) + ((chunk ^ ((line >> 1) & 3)) << 4);

    /// <summary>Where a step's chunk of eight lies in a tile across the sum.</summary>
    public static int PlaceAcross(int line, int chunk, int size) => (line * size * Bytes) + ((chunk ^ (line & 7)) << 4);

    /// <param name="inputs">The sum's length, a multiple of 8.</param>
    public readonly void CopyAlong(int tile, int step, int size, int inputs)
    {
        int inside = (step * Step) + (_chunk * Chunk) < inputs ? 16 : 0;
        long offset = step * (long)(Step * Bytes);
        int target = tile + PlaceAlong(_line, _chunk);
        TensorCopy.Start(target, _near + offset, _bytesNear & inside);
        TensorCopy.Start(target + (size * Step), _far + offset, _bytesFar & inside);
    }

    /// <param name="depth">The sum's length.</param>
    public readonly void CopyAcross(int tile, int step, int size, int pitch, int depth)
    {
        int line = (step * Step) + _line;
        long offset = step * ((long)Step * pitch * Bytes);
        int target = tile + PlaceAcross(_line, _chunk, size);
        TensorCopy.Start(target, _near + offset, line < depth ? _bytesNear : 0);
        TensorCopy.Start(target + (size * Step), _far + offset, line + 16 < depth ? _bytesFar : 0);
    }
}
