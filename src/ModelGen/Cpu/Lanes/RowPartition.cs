using System;

namespace ModelGen.Cpu;

/// <summary>Cuts rows into tasks that are worth handing to another thread. Depends on the shape alone, never on the team.</summary>
internal static class RowPartition
{
    /// <summary>About ten microseconds of work at a few tenths of a nanosecond for each element.</summary>
    public const int Elements = 32 * 1024;

    /// <summary>Rows of one task: enough for <paramref name="elements"/> elements.</summary>
    public static int RowsPerTask(int rows, long rowElements, int elements = Elements)
        => (int)Math.Clamp(elements / Math.Max(rowElements, 1), 1, Math.Max(rows, 1));

    public static int Tasks(int rows, int rowsPerTask) => (int)(((long)rows + rowsPerTask - 1) / rowsPerTask);
}
