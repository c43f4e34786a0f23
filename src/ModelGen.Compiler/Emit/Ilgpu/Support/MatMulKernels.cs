using ILGPU;
using ILGPU.Runtime;

namespace ModelGen.Gpu;

/// <summary>Products of matrices, one for each example; a thread makes one number.</summary>
internal static class MatMulKernels
{
    /// <summary>y = op(a) · op(b) of each example: a is [batch, m, k] or, shared, [m, k], and [k, m] if transposed; b is [batch, k, n], and [n, k] if transposed.</summary>
    /// <param name="sums">y is [m, n], the sum over the examples.</param>
    public static void Multiply(GpuDevice device, ArrayView<float> a, ArrayView<float> b, ArrayView<float> y, long batch, long m, long n, long k,
        bool transposeA = false, bool transposeB = false, bool aIsShared = false, bool sums = false)
    {
        long count = (sums ? 1 : batch) * m * n;
        int aStep = aIsShared ? 0 : (int)(m * k);
        (int aRow, int aPlace) = transposeA ? (1, (int)m) : ((int)k, 1);
        (int bPlace, int bColumn) = transposeB ? (1, (int)k) : ((int)n, 1);
        device.Launch(Kernel, ((count + GpuReduce.Most - 1) / GpuReduce.Most, 1, 1), GpuReduce.Most, a, b, y, (int)count, (int)(m * n), (int)n, (int)k, sums ? (int)batch : 1, aStep, aRow, aPlace, bPlace, bColumn);
    }

    private static void Kernel(ArrayView<float> a, ArrayView<float> b, ArrayView<float> y, int count, int size, int columns, int depth, int examples, int aStep, int aRow, int aPlace, int bPlace, int bColumn)
    {
        int i = (Grid.IdxX * Group.DimX) + Group.IdxX;
        if (i < count)
        {
            int row = (i % size) / columns;
            int column = i % columns;
            float sum = 0;
            for (int j = 0; j < examples; j++)
            {
                int example = (i / size) + j;
                int left = (example * aStep) + (row * aRow);
                int right = (example * depth * columns) + (column * bColumn);
                for (int place = 0; place < depth; place++)
                {
                    sum += a[left + (place * aPlace)] * b[right + (place * bPlace)];
                }
            }

            y[i] = sum;
        }
    }
}
