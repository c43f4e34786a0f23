using ILGPU;
using ILGPU.Algorithms;
using ILGPU.Runtime;

namespace ModelGen.Gpu;

/// <summary>Layer norm and root-mean-square norm over rows; a group does one row.</summary>
internal static class NormKernels
{
    /// <summary>y = (x - mean) · inverse · gain + bias; keeps each row's mean and inverse deviation.</summary>
    public static void LayerNorm(GpuDevice device, ArrayView<float> x, ArrayView<float> gain, ArrayView<float> bias, ArrayView<float> y,
        ArrayView<float> mean, ArrayView<float> inverse, long rows, int width, float epsilon) =>
        device.Launch(LayerNormKernel, (rows, 1, 1), GpuReduce.Threads(width), x, gain, bias, y, mean, inverse, width, epsilon, 1);

    /// <inheritdoc cref="LayerNorm(GpuDevice, ArrayView{float}, ArrayView{float}, ArrayView{float}, ArrayView{float}, ArrayView{float}, ArrayView{float}, long, int, float)"/>
    public static void LayerNorm(GpuDevice device, ArrayView<float> x, ArrayView<float> gain, ArrayView<float> bias, ArrayView<float> y, long rows, int width, float epsilon) =>
        device.Launch(LayerNormKernel, (rows, 1, 1), GpuReduce.Threads(width), x, gain, bias, y, y, y, width, epsilon, 0);

    /// <summary>dx, plus a gradient that flows around the norm where there is one; adds into the gradients of gain and bias.</summary>
    public static void LayerNormBackward(GpuDevice device, ArrayView<float> dy, ArrayView<float> x, ArrayView<float> gain, ArrayView<float> mean,
        ArrayView<float> inverse, ArrayView<float> residual, ArrayView<float> dx, ArrayView<float> dGain, ArrayView<float> dBias, long rows, int width)
    {
        // The columns first: dx may lie over dy.
        device.Launch(GainBiasKernel, (Blocks(width), 1, 1), Threads, dy, x, mean, inverse, dGain, dBias, (int)rows, width);
        device.Launch(LayerNormBackwardKernel, (rows, 1, 1), GpuReduce.Threads(width), dy, x, gain, mean, inverse, residual, dx, width);
    }

    /// <summary>y = x · inverse · gain; keeps each row's inverse root mean square.</summary>
    public static void RmsNorm(GpuDevice device, ArrayView<float> x, ArrayView<float> gain, ArrayView<float> y, ArrayView<float> inverse, long rows, int width, float epsilon) =>
        device.Launch(RmsNormKernel, (rows, 1, 1), GpuReduce.Threads(width), x, gain, y, inverse, width, epsilon, 1);

    /// <inheritdoc cref="RmsNorm(GpuDevice, ArrayView{float}, ArrayView{float}, ArrayView{float}, ArrayView{float}, long, int, float)"/>
    public static void RmsNorm(GpuDevice device, ArrayView<float> x, ArrayView<float> gain, ArrayView<float> y, long rows, int width, float epsilon) =>
        device.Launch(RmsNormKernel, (rows, 1, 1), GpuReduce.Threads(width), x, gain, y, y, width, epsilon, 0);

    /// <inheritdoc cref="LayerNormBackward"/>
    public static void RmsNormBackward(GpuDevice device, ArrayView<float> dy, ArrayView<float> x, ArrayView<float> gain, ArrayView<float> inverse,
        ArrayView<float> residual, ArrayView<float> dx, ArrayView<float> dGain, long rows, int width)
    {
        device.Launch(GainKernel, (Blocks(width), 1, 1), Threads, dy, x, inverse, dGain, (int)rows, width);
        device.Launch(RmsNormBackwardKernel, (rows, 1, 1), GpuReduce.Threads(width), dy, x, gain, inverse, residual, dx, width);
    }

    private const int Threads = GpuReduce.Most;

    // A group sums eight columns, which are what memory gives at once, in sixteen runs of rows side by side. A thread asks for four rows before it uses the first.
    private const int Columns = 8;
    private const int Runs = Threads / Columns;
    private const int Together = 4;

    private static long Blocks(int width) => (width + Columns - 1) / Columns;

    private static void LayerNormKernel(ArrayView<float> x, ArrayView<float> gain, ArrayView<float> bias, ArrayView<float> y,
        ArrayView<float> means, ArrayView<float> inverses, int width, float epsilon, int keep)
    {
        ArrayView<float> shared = SharedMemory.Allocate<float>(GpuReduce.Most);
        int row = Grid.IdxX * width;

        // By way of differences from the first number: the mean of equal ones is exactly theirs, whatever their size.
        float start = x[row];
        float sum = 0;
        for (int i = Group.IdxX; i < width; i += Group.DimX)
        {
            sum += x[row + i] - start;
        }

        float mean = start + (GpuReduce.Sum(shared, sum) / width);
        float squares = 0;
        for (int i = Group.IdxX; i < width; i += Group.DimX)
        {
            float d = x[row + i] - mean;
            squares += d * d;
        }

        float inverse = 1f / XMath.Sqrt((GpuReduce.Sum(shared, squares) / width) + epsilon);
        for (int i = Group.IdxX; i < width; i += Group.DimX)
        {
            y[row + i] = ((x[row + i] - mean) * inverse * gain[i]) + bias[i];
        }

        if (keep != 0 && Group.IdxX == 0)
        {
            means[Grid.IdxX] = mean;
            inverses[Grid.IdxX] = inverse;
        }
    }

    private static void RmsNormKernel(ArrayView<float> x, ArrayView<float> gain, ArrayView<float> y, ArrayView<float> inverses, int width, float epsilon, int keep)
    {
        ArrayView<float> shared = SharedMemory.Allocate<float>(GpuReduce.Most);
        int row = Grid.IdxX * width;
        float squares = 0;
        for (int i = Group.IdxX; i < width; i += Group.DimX)
        {
            squares += x[row + i] * x[row + i];
        }

        float inverse = 1f / XMath.Sqrt((GpuReduce.Sum(shared, squares) / width) + epsilon);
        for (int i = Group.IdxX; i < width; i += Group.DimX)
        {
            y[row + i] = x[row + i] * inverse * gain[i];
        }

        if (keep != 0 && Group.IdxX == 0)
        {
            inverses[Grid.IdxX] = inverse;
        }
    }

    // dx = inverse · (g - mean(g) - x̂ · mean(g · x̂)), g = dy · gain.
    private static void LayerNormBackwardKernel(ArrayView<float> dy, ArrayView<float> x, ArrayView<float> gain, ArrayView<float> means,
        ArrayView<float> inverses, ArrayView<float> residual, ArrayView<float> dx, int width)
    {
        ArrayView<float> shared = SharedMemory.Allocate<float>(GpuReduce.Most);
        int row = Grid.IdxX * width;
        float mean = means[Grid.IdxX];
        float inverse = inverses[Grid.IdxX];
        float sum = 0;
        float product = 0;
        for (int i = Group.IdxX; i < width; i += Group.DimX)
        {
            float g = dy[row + i] * gain[i];
            sum += g;
            product += g * (x[row + i] - mean) * inverse;
        }

        float a = GpuReduce.Sum(shared, sum) / width;
        float b = GpuReduce.Sum(shared, product) / width;
        for (int i = Group.IdxX; i < width; i += Group.DimX)
        {
            float value = inverse * ((dy[row + i] * gain[i]) - a - ((x[row + i] - mean) * inverse * b));
            dx[row + i] = residual.Length > 0 ? value + residual[row + i] : value;
        }
    }

    private static void RmsNormBackwardKernel(ArrayView<float> dy, ArrayView<float> x, ArrayView<float> gain, ArrayView<float> inverses,
        ArrayView<float> residual, ArrayView<float> dx, int width)
    {
        ArrayView<float> shared = SharedMemory.Allocate<float>(GpuReduce.Most);
        int row = Grid.IdxX * width;
        float inverse = inverses[Grid.IdxX];
        float product = 0;
        for (int i = Group.IdxX; i < width; i += Group.DimX)
        {
            product += dy[row + i] * gain[i] * x[row + i] * inverse;
        }

        float b = GpuReduce.Sum(shared, product) / width;
        for (int i = Group.IdxX; i < width; i += Group.DimX)
        {
            float value = inverse * ((dy[row + i] * gain[i]) - (x[row + i] * inverse * b));
            dx[row + i] = residual.Length > 0 ? value + residual[row + i] : value;
        }
    }

    private static void GainBiasKernel(ArrayView<float> dy, ArrayView<float> x, ArrayView<float> means, ArrayView<float> inverses,
        ArrayView<float> dGain, ArrayView<float> dBias, int rows, int width)
    {
        ArrayView<float> shared = SharedMemory.Allocate<float>(GpuReduce.Most);
        int column = (Grid.IdxX * Columns) + (Group.IdxX % Columns);
        float gain = 0;
        float bias = 0;
        if (column < width)
        {
            for (int row = Group.IdxX / Columns; row < rows; row += Together * Runs)
            {
                int row1 = Row(row, 1, rows);
                int row2 = Row(row, 2, rows);
                int row3 = Row(row, 3, rows);
                float g0 = dy[(row * width) + column];
                float g1 = dy[(row1 * width) + column];
                float g2 = dy[(row2 * width) + column];
                float g3 = dy[(row3 * width) + column];
                float x0 = (x[(row * width) + column] - means[row]) * inverses[row];
                float x1 = (x[(row1 * width) + column] - means[row1]) * inverses[row1];
                float x2 = (x[(row2 * width) + column] - means[row2]) * inverses[row2];
                float x3 = (x[(row3 * width) + column] - means[row3]) * inverses[row3];
                g1 = row1 > row ? g1 : 0;
                g2 = row2 > row1 ? g2 : 0;
                g3 = row3 > row2 ? g3 : 0;
                gain += ((g0 * x0) + (g1 * x1)) + ((g2 * x2) + (g3 * x3));
                bias += (g0 + g1) + (g2 + g3);
            }
        }

        AddRuns(shared, gain, dGain, column, width);
        AddRuns(shared, bias, dBias, column, width);
    }

    private static void GainKernel(ArrayView<float> dy, ArrayView<float> x, ArrayView<float> inverses, ArrayView<float> dGain, int rows, int width)
    {
        ArrayView<float> shared = SharedMemory.Allocate<float>(GpuReduce.Most);
        int column = (Grid.IdxX * Columns) + (Group.IdxX % Columns);
        float gain = 0;
        if (column < width)
        {
            for (int row = Group.IdxX / Columns; row < rows; row += Together * Runs)
            {
                int row1 = Row(row, 1, rows);
                int row2 = Row(row, 2, rows);
                int row3 = Row(row, 3, rows);
                float g0 = dy[(row * width) + column] * x[(row * width) + column] * inverses[row];
                float g1 = dy[(row1 * width) + column] * x[(row1 * width) + column] * inverses[row1];
                float g2 = dy[(row2 * width) + column] * x[(row2 * width) + column] * inverses[row2];
                float g3 = dy[(row3 * width) + column] * x[(row3 * width) + column] * inverses[row3];
                gain += (g0 + (row1 > row ? g1 : 0)) + ((row2 > row1 ? g2 : 0) + (row3 > row2 ? g3 : 0));
            }
        }

        AddRuns(shared, gain, dGain, column, width);
    }

    // The row some turns further; behind the end, the last one that there was.
    private static int Row(int row, int turns, int rows)
    {
        int last = row + ((rows - 1 - row) / Runs * Runs);
        int next = row + (turns * Runs);
        return next < last ? next : last;
    }

    private static void AddRuns(ArrayView<float> shared, float value, ArrayView<float> sums, int column, int width)
    {
        shared[Group.IdxX] = value;
        Group.Barrier();
        if (Group.IdxX < Columns && column < width)
        {
            float sum = 0;
            for (int run = 0; run < Runs; run++)
            {
                sum += shared[(run * Columns) + Group.IdxX];
            }

            sums[column] += sum;
        }

        Group.Barrier();
    }
}
