using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.Arm;
using System.Runtime.Intrinsics.X86;

namespace ModelGen.Cpu;

/// <summary>
/// A panel is a stretch of tokens turned on its side: [size, lanes], one token in each lane. In this form scores of many queries
/// against one key lie in one register, so that the softmax needs no sums across lanes and masks are whole rows.
/// </summary>
internal static unsafe class AttentionPanel
{
    /// <summary>The lanes of a panel: short sequences take the narrower one.</summary>
    public static int Lanes(int queries) => queries <= 16 ? 16 : 32;

    /// <summary>panel[d, i] = rows[i, d] · scale, 0 from <paramref name="count"/> on.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void FromRows(float* rows, nint stride, int count, int size, float scale, float* panel, int lanes)
    {
        Vector128<float> factor = Vector128.Create(scale);
        int whole = CanTranspose ? size & ~3 : 0;
        int i = 0;
        for (; i <= count - 4; i += 4)
        {
            float* r = rows + (i * stride);
            for (int d = 0; d < whole; d += 4)
            {
                Vector128<float> a = Vector128.Load(r + d) * factor;
                Vector128<float> b = Vector128.Load(r + stride + d) * factor;
                Vector128<float> c = Vector128.Load(r + (2 * stride) + d) * factor;
                Vector128<float> e = Vector128.Load(r + (3 * stride) + d) * factor;
                Transpose(ref a, ref b, ref c, ref e);
                float* p = panel + (d * lanes) + i;
                a.Store(p);
                b.Store(p + lanes);
                c.Store(p + (2 * lanes));
                e.Store(p + (3 * lanes));
            }

            for (int lane = 0; lane < 4; lane++)
            {
                for (int d = whole; d < size; d++)
                {
                    panel[(d * lanes) + i + lane] = r[(lane * stride) + d] * scale;
                }
            }
        }

        for (; i < lanes; i++)
        {
            for (int d = 0; d < size; d++)
            {
                panel[(d * lanes) + i] = i < count ? rows[(i * stride) + d] * scale : 0;
            }
        }
    }

    /// <summary>rows[i, d] = panel[d, i] · scale for the first <paramref name="count"/> lanes.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void ToRows(float* panel, int lanes, float scale, float* rows, nint stride, int count, int size)
    {
        Vector128<float> factor = Vector128.Create(scale);
        int whole = CanTranspose ? size & ~3 : 0;
        int i = 0;
        for (; i <= count - 4; i += 4)
        {
            float* r = rows + (i * stride);
            for (int d = 0; d < whole; d += 4)
            {
                float* p = panel + (d * lanes) + i;
                Vector128<float> a = Vector128.Load(p) * factor;
                Vector128<float> b = Vector128.Load(p + lanes) * factor;
                Vector128<float> c = Vector128.Load(p + (2 * lanes)) * factor;
                Vector128<float> e = Vector128.Load(p + (3 * lanes)) * factor;
                Transpose(ref a, ref b, ref c, ref e);
                a.Store(r + d);
                b.Store(r + stride + d);
                c.Store(r + (2 * stride) + d);
                e.Store(r + (3 * stride) + d);
            }

            for (int lane = 0; lane < 4; lane++)
            {
                for (int d = whole; d < size; d++)
                {
                    r[(lane * stride) + d] = panel[(d * lanes) + i + lane] * scale;
                }
            }
        }

        for (; i < count; i++)
        {
            for (int d = 0; d < size; d++)
            {
                rows[(i * stride) + d] = panel[(d * lanes) + i] * scale;
            }
        }
    }

    /// <summary>copy[i, d] = rows[i, d] · scale with rows of whole registers; 0 beyond the size and from <paramref name="count"/> on.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Pad<T>(float* rows, nint stride, int count, int size, float scale, float* copy, int paddedSize, int paddedCount)
        where T : unmanaged, ILanes<T>
    {
        T factor = T.Of(scale);
        for (int i = 0; i < paddedCount; i++)
        {
            float* row = rows + (i * stride);
            for (int d = 0; d < paddedSize; d += T.Count)
            {
                T value = i < count ? LaneMath.Load<T>(row + d, size - d) * factor : T.Of(0);
                value.Store(copy + d);
            }

            copy += paddedSize;
        }
    }

    private static bool CanTranspose => Sse.IsSupported || AdvSimd.Arm64.IsSupported;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Transpose(ref Vector128<float> a, ref Vector128<float> b, ref Vector128<float> c, ref Vector128<float> d)
    {
        if (Sse.IsSupported)
        {
            Vector128<float> ab = Sse.UnpackLow(a, b), cd = Sse.UnpackLow(c, d);
            Vector128<float> abHigh = Sse.UnpackHigh(a, b), cdHigh = Sse.UnpackHigh(c, d);
            a = Sse.MoveLowToHigh(ab, cd);
            b = Sse.MoveHighToLow(cd, ab);
            c = Sse.MoveLowToHigh(abHigh, cdHigh);
            d = Sse.MoveHighToLow(cdHigh, abHigh);
        }
        else
        {
            Vector128<double> ab = AdvSimd.Arm64.ZipLow(a, b).AsDouble(), cd = AdvSimd.Arm64.ZipLow(c, d).AsDouble();
            Vector128<double> abHigh = AdvSimd.Arm64.ZipHigh(a, b).AsDouble(), cdHigh = AdvSimd.Arm64.ZipHigh(c, d).AsDouble();
            a = AdvSimd.Arm64.ZipLow(ab, cd).AsSingle();
            b = AdvSimd.Arm64.ZipHigh(ab, cd).AsSingle();
            c = AdvSimd.Arm64.ZipLow(abHigh, cdHigh).AsSingle();
            d = AdvSimd.Arm64.ZipHigh(abHigh, cdHigh).AsSingle();
        }
    }
}
