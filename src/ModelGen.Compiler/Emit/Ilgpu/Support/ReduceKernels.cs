using ILGPU;
using ILGPU.Runtime;

namespace ModelGen.Gpu;

/// <summary>
/// Sum, mean, maximum and minimum over an axis, and their gradients: x is [outer, count, inner], count goes away. A mask has a number for each so many rows. Where there are many results a thread makes one,
/// where there are few a group does.
/// </summary>
internal static class ReduceKernels
{
    private const int Threads = GpuReduce.Most;
    private const int SumKind = 0;
    private const int MeanKind = 1;
    private const int MaxKind = 2;
    private const int MinKind = 3;

    public static void Sum(GpuDevice device, ArrayView<float> x, ArrayView<float> mask, ArrayView<float> y, long outer, long count, long inner, long step) =>
        Run(device, SumKind, x, mask, y, outer, count, inner, step);

    public static void Mean(GpuDevice device, ArrayView<float> x, ArrayView<float> mask, ArrayView<float> y, long outer, long count, long inner, long step) =>
        Run(device, MeanKind, x, mask, y, outer, count, inner, step);

    public static void Max(GpuDevice device, ArrayView<float> x, ArrayView<float> mask, ArrayView<float> y, long outer, long count, long inner, long step) =>
        Run(device, MaxKind, x, mask, y, outer, count, inner, step);

    public static void Min(GpuDevice device, ArrayView<float> x, ArrayView<float> mask, ArrayView<float> y, long outer, long count, long inner, long step) =>
        Run(device, MinKind, x, mask, y, outer, count, inner, step);

    /// <summary>dx = dy where a row counts, else 0.</summary>
    public static void SumBackward(GpuDevice device, ArrayView<float> dy, ArrayView<float> mask, ArrayView<float> dx, long outer, long count, long inner, long step) =>
        device.Launch(SpreadKernel, ((((outer * count * inner) + Threads) - 1) / Threads, 1, 1), Threads, 0, dy, mask, dx, (int)(outer * count * inner), (int)count, (int)inner, (int)step);

    /// <summary>The gradient is shared out over the rows that count.</summary>
    public static void MeanBackward(GpuDevice device, ArrayView<float> dy, ArrayView<float> mask, ArrayView<float> dx, long outer, long count, long inner, long step) =>
        device.Launch(SpreadKernel, ((((outer * count * inner) + Threads) - 1) / Threads, 1, 1), Threads, 1, dy, mask, dx, (int)(outer * count * inner), (int)count, (int)inner, (int)step);

    /// <summary>The gradient goes to the first row that holds the maximum or minimum.</summary>
    public static void ExtremeBackward(GpuDevice device, ArrayView<float> dy, ArrayView<float> x, ArrayView<float> y, ArrayView<float> mask, ArrayView<float> dx, long outer, long count, long inner, long step) =>
        device.Launch(ExtremeKernel, (((outer * inner) + Threads - 1) / Threads, 1, 1), Threads, dy, x, y, mask, dx, (int)(outer * inner), (int)count, (int)inner, (int)step);

    private static void Run(GpuDevice device, int kind, ArrayView<float> x, ArrayView<float> mask, ArrayView<float> y, long outer, long count, long inner, long step)
    {
        long results = outer * inner;
        if (results >= 4096 || count <= 64)
        {
            device.Launch(ColumnKernel, ((results + Threads - 1) / Threads, 1, 1), Threads, kind, x, mask, y, (int)results, (int)count, (int)inner, (int)step);
        }
        else
        {
            device.Launch(GroupKernel, (results, 1, 1), Threads, kind, x, mask, y, (int)count, (int)inner, (int)step);
        }
    }

    private static void ColumnKernel(int kind, ArrayView<float> x, ArrayView<float> mask, ArrayView<float> y, int results, int count, int inner, int step)
    {
        int column = (Grid.IdxX * Group.DimX) + Group.IdxX;
        if (column < results)
        {
            float value = Start(kind);
            int real = 0;
            for (int row = 0; row < count; row++)
            {
                if (IsReal(mask, column / inner, row, count, step))
                {
                    value = Join(kind, value, x[At(column, row, count, inner)]);
                    real++;
                }
            }

            y[column] = Last(kind, value, real);
        }
    }

    private static void GroupKernel(int kind, ArrayView<float> x, ArrayView<float> mask, ArrayView<float> y, int count, int inner, int step)
    {
        ArrayView<float> shared = SharedMemory.Allocate<float>(GpuReduce.Most);
        int column = Grid.IdxX;
        float value = Start(kind);
        int real = 0;
        for (int row = Group.IdxX; row < count; row += Group.DimX)
        {
            if (IsReal(mask, column / inner, row, count, step))
            {
                value = Join(kind, value, x[At(column, row, count, inner)]);
                real++;
            }
        }

        // NaN goes its own way: the comparison of a maximum may drop it.
        bool isNaN = GpuReduce.Sum(shared, float.IsNaN(value) ? 1f : 0f) > 0;
        float all = GpuReduce.Sum(shared, real);
        float sum = GpuReduce.Sum(shared, kind <= MeanKind ? value : 0);
        float most = GpuReduce.Max(shared, float.IsNaN(value) ? 0 : kind == MinKind ? -value : value);
        if (Group.IdxX == 0)
        {
            float extreme = kind == MinKind ? -most : most;
            y[column] = isNaN ? float.NaN : Last(kind, kind <= MeanKind ? sum : extreme, (int)all);
        }
    }

    private static void SpreadKernel(int isMean, ArrayView<float> dy, ArrayView<float> mask, ArrayView<float> dx, int numbers, int count, int inner, int step)
    {
        int i = (Grid.IdxX * Group.DimX) + Group.IdxX;
        if (i < numbers)
        {
            int row = (i / inner) % count;
            int outer = i / inner / count;
            float value = 0;
            if (IsReal(mask, outer, row, count, step))
            {
                value = dy[(outer * inner) + (i % inner)];
                value = isMean == 0 ? value : value / Real(mask, outer, count, step);
            }

            dx[i] = value;
        }
    }

    private static void ExtremeKernel(ArrayView<float> dy, ArrayView<float> x, ArrayView<float> y, ArrayView<float> mask, ArrayView<float> dx, int results, int count, int inner, int step)
    {
        int column = (Grid.IdxX * Group.DimX) + Group.IdxX;
        if (column < results)
        {
            float wanted = y[column];
            int found = 0;
            for (int row = 0; row < count; row++)
            {
                int at = At(column, row, count, inner);
                float value = x[at];
                float given = 0;
                if (found == 0 && IsReal(mask, column / inner, row, count, step) && (value == wanted || (float.IsNaN(value) && float.IsNaN(wanted))))
                {
                    given = dy[column];
                    found = 1;
                }

                dx[at] = given;
            }
        }
    }

    private static float Start(int kind) => kind == MaxKind ? float.NegativeInfinity : kind == MinKind ? float.PositiveInfinity : 0;

    private static float Join(int kind, float a, float b)
    {
        if (kind <= MeanKind)
        {
            return a + b;
        }

        bool takes = kind == MaxKind ? b > a : b < a;
        return takes || float.IsNaN(b) ? b : a;
    }

    private static float Last(int kind, float value, int real) => real == 0 ? 0 : kind == MeanKind ? value / real : value;

    private static int At(int column, int row, int count, int inner) => ((((column / inner) * count) + row) * inner) + (column % inner);

    private static bool IsReal(ArrayView<float> mask, int outer, int row, int count, int step) => mask.Length == 0 || mask[((outer * count) + row) / step] != 0;

    private static int Real(ArrayView<float> mask, int outer, int count, int step)
    {
        int real = 0;
        for (int row = 0; row < count; row += step)
        {
            real += IsReal(mask, outer, row, count, step) ? step : 0;
        }

        return real;
    }
}
