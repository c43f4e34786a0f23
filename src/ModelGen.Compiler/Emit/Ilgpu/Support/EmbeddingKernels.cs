using ILGPU;
using ILGPU.Runtime;

namespace ModelGen.Gpu;

/// <summary>Rows of tables by token id and by position.</summary>
internal static class EmbeddingKernels
{
    private const int Threads = 32;

    /// <summary>y[b, t] = table[ids[b, t]] + positions[start + t]; an empty <paramref name="positions"/> adds nothing. The row of <paramref name="padding"/> is 0; -1: no id is padding.</summary>
    public static void Forward(GpuDevice device, ArrayView<int> ids, ArrayView<float> table, ArrayView<float> positions, ArrayView<float> y, long batch, long length, int width, int padding, int start = 0) =>
        device.Launch(ForwardKernel, (batch * length, 1, 1), Threads, ids, table, positions, y, (int)length, width, padding, start);

    /// <summary>The same plus segments[0], or segments[1] for ids from the vocabulary's size on, which are the same tokens in the second segment.</summary>
    public static void Segmented(GpuDevice device, ArrayView<int> ids, ArrayView<float> table, ArrayView<float> positions, ArrayView<float> segments, ArrayView<float> y, int vocabulary, long batch, long length, int width, int padding) =>
        device.Launch(SegmentedKernel, (batch * length, 1, 1), Threads, ids, table, positions, segments, y, vocabulary, (int)length, width, padding);

    /// <summary>dSegments[s] += Σ over the tokens of segment s of dy.</summary>
    /// <param name="dSegments">[segments, width].</param>
    public static void SegmentBackward(GpuDevice device, ArrayView<int> ids, ArrayView<float> dy, ArrayView<float> dSegments, int vocabulary, long batch, long length, int width, int padding) =>
        device.Launch(SegmentBackwardKernel, (dSegments.Length / width, (width + Threads - 1) / Threads, 1), Threads, ids, dy, dSegments, vocabulary, (int)(batch * length), width, padding);

    /// <summary>
    /// Adds each row of dy into the row of the table that its token chose. A group owns a row of the table and adds its tokens in order, so sums
    /// have the same bits in every run.
    /// </summary>
    /// <param name="ids">[batch · length] followed by what <see cref="TokenOrder"/> writes.</param>
    public static void Backward(GpuDevice device, ArrayView<int> ids, ArrayView<float> dy, ArrayView<float> dTable, int vocabulary, long batch, long length, int width, int padding)
    {
        long tokens = batch * length;
        long most = tokens < vocabulary ? tokens : vocabulary;
        device.Launch(BackwardKernel, (most, 1, 1), Threads, ids, dy, dTable, vocabulary, (int)tokens, width, padding);
    }

    /// <summary>y[b, t] = x[b, t] + table[start + t].</summary>
    public static void Position(GpuDevice device, ArrayView<float> x, ArrayView<float> table, ArrayView<float> y, long batch, long length, int width, int start = 0) =>
        device.Launch(PositionKernel, (batch * length, 1, 1), Threads, x, table, y, (int)length, width, start);

    /// <summary>dTable[start + t] += Σ over the batch of dy[b, t].</summary>
    public static void PositionBackward(GpuDevice device, ArrayView<float> dy, ArrayView<float> dTable, long batch, long length, int width, int start = 0) =>
        device.Launch(PositionBackwardKernel, (length, 1, 1), Threads, dy, dTable.SubView((long)start * width), (int)batch, (int)length, width);

    /// <summary>Adds sines (even columns) and cosines (odd columns) of position · 10000^(-2⌊column/2⌋ / width).</summary>
    /// <param name="context">The longest sequence: the size of the table of angles.</param>
    public static void Sinusoidal(GpuDevice device, ArrayView<float> x, ArrayView<float> y, long batch, long length, int width, int context, int start = 0) =>
        device.Launch(SinusoidalKernel, (batch * length, 1, 1), Threads, x, device.Angles(width, 10000f, context), y, (int)length, width, start);

    private static void ForwardKernel(ArrayView<int> ids, ArrayView<float> table, ArrayView<float> positions, ArrayView<float> y, int length, int width, int padding, int start)
    {
        int token = Grid.IdxX;
        int row = ids[token] * width;
        int position = (start + (token % length)) * width;
        for (int i = Group.IdxX; i < width; i += Group.DimX)
        {
            float value = ids[token] == padding ? 0 : table[row + i];
            y[(token * width) + i] = positions.Length > 0 ? value + positions[position + i] : value;
        }
    }

    private static void SegmentedKernel(
        ArrayView<int> ids, ArrayView<float> table, ArrayView<float> positions, ArrayView<float> segments, ArrayView<float> y, int vocabulary, int length, int width, int padding)
    {
        int token = Grid.IdxX;
        int segment = ids[token] / vocabulary;
        int row = (ids[token] - (segment * vocabulary)) * width;
        int position = (token % length) * width;
        for (int i = Group.IdxX; i < width; i += Group.DimX)
        {
            float value = ids[token] == padding ? 0 : table[row + i] + segments[(segment * width) + i];
            y[(token * width) + i] = positions.Length > 0 ? value + positions[position + i] : value;
        }
    }

    private static void SegmentBackwardKernel(ArrayView<int> ids, ArrayView<float> dy, ArrayView<float> dSegments, int vocabulary, int tokens, int width, int padding)
    {
        int segment = Grid.IdxX;
        int column = (Grid.IdxY * Group.DimX) + Group.IdxX;
        if (column < width)
        {
            float sum = 0;
            for (int token = 0; token < tokens; token++)
            {
                sum += ids[token] != padding && ids[token] / vocabulary == segment ? dy[(token * width) + column] : 0;
            }

            dSegments[(segment * width) + column] += sum;
        }
    }

    private static void BackwardKernel(ArrayView<int> ids, ArrayView<float> dy, ArrayView<float> dTable, int vocabulary, int tokens, int width, int padding)
    {
        int row = Grid.IdxX;
        int distinct = ids[TokenOrder.Distinct(tokens)];
        if (row < distinct)
        {
            int first = ids[TokenOrder.Starts(tokens) + row];
            int end = ids[TokenOrder.Starts(tokens) + row + 1];
            int id = ids[ids[tokens + first]] % vocabulary;
            for (int i = Group.IdxX; i < width; i += Group.DimX)
            {
                float sum = 0;
                for (int k = first; k < end; k++)
                {
                    sum += ids[ids[tokens + k]] == padding ? 0 : dy[(ids[tokens + k] * width) + i];
                }

                dTable[(id * width) + i] += sum;
            }
        }
    }

    private static void PositionKernel(ArrayView<float> x, ArrayView<float> table, ArrayView<float> y, int length, int width, int start)
    {
        int token = Grid.IdxX;
        int position = (start + (token % length)) * width;
        for (int i = Group.IdxX; i < width; i += Group.DimX)
        {
            y[(token * width) + i] = x[(token * width) + i] + table[position + i];
        }
    }

    private static void PositionBackwardKernel(ArrayView<float> dy, ArrayView<float> dTable, int batch, int length, int width)
    {
        int t = Grid.IdxX;
        for (int i = Group.IdxX; i < width; i += Group.DimX)
        {
            float sum = 0;
            for (int b = 0; b < batch; b++)
            {
                sum += dy[(((b * length) + t) * width) + i];
            }

            dTable[(t * width) + i] += sum;
        }
    }

    private static void SinusoidalKernel(ArrayView<float> x, ArrayView<float> angles, ArrayView<float> y, int length, int width, int start)
    {
        int token = Grid.IdxX;
        int position = start + (token % length);
        int half = (width + 1) / 2;
        for (int i = Group.IdxX; i < width; i += Group.DimX)
        {
            int entry = ((position * half) + (i / 2)) * 2;
            y[(token * width) + i] = x[(token * width) + i] + (i % 2 == 0 ? angles[entry + 1] : angles[entry]);
        }
    }
}
