using ILGPU;
using ILGPU.Algorithms;
using ILGPU.Runtime;

namespace ModelGen.Gpu;

/// <summary>InfoNCE (van den Oord et al. 2018, arXiv:1807.03748) of a batch: a thread makes one number, in a fixed order. The room: similarities [batch, batch], norms of a and of b, logarithms of the sums of rows and of columns.</summary>
internal static class InfoNceKernels
{
    private const int Threads = GpuReduce.Most;
    private const float LeastNorm = 1e-12f;

    /// <summary>-log softmax(similarities of a row)[its own]; symmetric: the mean of that and the same over columns.</summary>
    public static void Forward(GpuDevice device, ArrayView<float> a, ArrayView<float> b, ArrayView<float> terms, long batch, int width, float temperature, bool symmetric)
    {
        int count = (int)batch;
        ArrayView<float> room = Similarities(device, a, b, count, width, temperature);
        device.Launch(TermsKernel, Grid1(count), Threads, room, terms, count, symmetric ? 1 : 0);
    }

    /// <summary>The gradients with respect to both, where they are wanted.</summary>
    public static void Backward(GpuDevice device, ArrayView<float> dTerms, ArrayView<float> a, ArrayView<float> b, ArrayView<float> da, ArrayView<float> db, long batch, int width, float temperature, bool symmetric)
    {
        int count = (int)batch;
        ArrayView<float> room = Similarities(device, a, b, count, width, temperature);
        device.Launch(SlopesKernel, Grid1(batch * batch), Threads, dTerms, room, count, symmetric ? 1 : 0, temperature);
        if (da.Length > 0)
        {
            device.Launch(SpreadKernel, Grid1(count), Threads, room, a, b, da, count, width, 0);
        }

        if (db.Length > 0)
        {
            device.Launch(SpreadKernel, Grid1(count), Threads, room, b, a, db, count, width, 1);
        }
    }

    private static (long X, long Y, long Z) Grid1(long count) => ((count + Threads - 1) / Threads, 1, 1);

    private static ArrayView<float> Similarities(GpuDevice device, ArrayView<float> a, ArrayView<float> b, int batch, int width, float temperature)
    {
        ArrayView<float> room = device.Parts(((long)batch * batch) + (4L * batch));
        device.Launch(NormsKernel, Grid1(2L * batch), Threads, a, b, room, batch, width);
        device.Launch(SimilarityKernel, Grid1((long)batch * batch), Threads, a, b, room, batch, width, temperature);
        device.Launch(LogsKernel, Grid1(2L * batch), Threads, room, batch);
        return room;
    }

    private static void NormsKernel(ArrayView<float> a, ArrayView<float> b, ArrayView<float> room, int batch, int width)
    {
        int i = (Grid.IdxX * Group.DimX) + Group.IdxX;
        if (i < 2 * batch)
        {
            int first = i % batch * width;
            float squares = 0;
            for (int k = 0; k < width; k++)
            {
                float x = i < batch ? a[first + k] : b[first + k];
                squares += x * x;
            }

            float norm = XMath.Sqrt(squares);
            room[(batch * batch) + i] = norm > LeastNorm ? norm : LeastNorm;
        }
    }

    private static void SimilarityKernel(ArrayView<float> a, ArrayView<float> b, ArrayView<float> room, int batch, int width, float temperature)
    {
        int i = (Grid.IdxX * Group.DimX) + Group.IdxX;
        if (i < batch * batch)
        {
            int row = i / batch;
            int column = i % batch;
            float sum = 0;
            for (int k = 0; k < width; k++)
            {
                sum += a[(row * width) + k] * b[(column * width) + k];
            }

            room[i] = sum / (room[(batch * batch) + row] * room[(batch * batch) + batch + column] * temperature);
        }
    }

    private static void LogsKernel(ArrayView<float> room, int batch)
    {
        int i = (Grid.IdxX * Group.DimX) + Group.IdxX;
        if (i < 2 * batch)
        {
            int first = i < batch ? i * batch : i - batch;
            int step = i < batch ? 1 : batch;
            float max = float.MinValue;
            for (int k = 0; k < batch; k++)
            {
                float x = room[first + (k * step)];
                max = x > max ? x : max;
            }

            float sum = 0;
            for (int k = 0; k < batch; k++)
            {
                sum += XMath.Exp(room[first + (k * step)] - max);
            }

            room[(batch * batch) + (2 * batch) + i] = max + XMath.Log(sum);
        }
    }

    private static void TermsKernel(ArrayView<float> room, ArrayView<float> terms, int batch, int symmetric)
    {
        int i = (Grid.IdxX * Group.DimX) + Group.IdxX;
        if (i < batch)
        {
            int logs = (batch * batch) + (2 * batch);
            float own = room[(i * batch) + i];
            float row = room[logs + i] - own;
            float column = room[logs + batch + i] - own;
            terms[i] = symmetric != 0 ? (row + column) / 2f : row;
        }
    }

    // In the place of the similarities what the loss changes with each.
    private static void SlopesKernel(ArrayView<float> dTerms, ArrayView<float> room, int batch, int symmetric, float temperature)
    {
        int i = (Grid.IdxX * Group.DimX) + Group.IdxX;
        if (i < batch * batch)
        {
            int row = i / batch;
            int column = i % batch;
            int logs = (batch * batch) + (2 * batch);
            float own = row == column ? 1f : 0;
            float slope = dTerms[row] * (XMath.Exp(room[i] - room[logs + row]) - own);
            float other = dTerms[column] * (XMath.Exp(room[i] - room[logs + batch + column]) - own);
            room[i] = (symmetric != 0 ? (slope + other) / 2f : slope) / temperature;
        }
    }

    // dx_i = (v - x_i (x_i · v) / |x_i|²) / |x_i| with v = Σ_j slope_ij y_j / |y_j|.
    private static void SpreadKernel(ArrayView<float> room, ArrayView<float> x, ArrayView<float> y, ArrayView<float> dx, int batch, int width, int isOther)
    {
        int i = (Grid.IdxX * Group.DimX) + Group.IdxX;
        if (i < batch)
        {
            int norms = batch * batch;
            int first = isOther != 0 ? i : i * batch;
            int step = isOther != 0 ? batch : 1;
            float norm = room[norms + (isOther * batch) + i];
            float along = 0;
            for (int k = 0; k < width; k++)
            {
                float sum = 0;
                for (int j = 0; j < batch; j++)
                {
                    sum += room[first + (j * step)] * y[(j * width) + k] / room[norms + ((1 - isOther) * batch) + j];
                }

                dx[(i * width) + k] = sum;
                along += sum * x[(i * width) + k];
            }

            along = along / norm / norm;
            for (int k = 0; k < width; k++)
            {
                int at = (i * width) + k;
                dx[at] = (dx[at] - (along * x[at])) / norm;
            }
        }
    }
}
