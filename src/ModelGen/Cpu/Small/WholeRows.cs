using System;
using System.Numerics.Tensors;
using System.Runtime.Intrinsics;
using ModelGen.Cpu.Products;

namespace ModelGen.Cpu.Small;

/// <summary>
/// Rows of x as whole numbers of up to 16 bits with one scale for each row: for signed bytes as numbers of 16 bits, for numbers of four bits in groups of four blocks, each number as two bytes.
/// Rounded number by number: the same bits on every machine and with any number of threads.
/// </summary>
internal unsafe struct WholeRows : IJob
{
    /// <summary>A number of a group is Base · ten + one, both from -64 to 127.</summary>
    public const int Base = 128;

    /// <summary>Blocks of a group: their bytes fill the widest register.</summary>
    public const int GroupBlocks = 4;

    /// <summary>Bytes of a group: 64 tens of the blocks' lower halves, 64 of their upper halves, the ones likewise, then of each lane of four bytes what its sum is too large by, since four bits hold numbers with 8 added.</summary>
    public const int GroupBytes = Offsets + (16 * sizeof(int));

    /// <summary>Where those begin.</summary>
    public const int Offsets = 256;

    /// <summary>1.5 · 2²³: what is added to it is rounded to a whole number, which stands in the lowest bits.</summary>
    private const float Shift = 12582912;

    /// <summary>The largest magnitude whose ten is at most 127.</summary>
    private const int MostInGroups = (127 * Base) + (Base / 2) - 1;

    /// <summary>Elements of a task.</summary>
    private const int TaskElements = 1 << 14;

    private Product _product;
    private int _most;
    private int _taskRows;
    private bool _isGrouped;

    /// <summary>[rows]: what the numbers of a row are multiplied by. NaN or infinite where a number of the row is.</summary>
    public float* Scales { get; private set; }

    /// <summary>Where the first row begins; rows are <see cref="RowBytes"/> apart.</summary>
    public byte* Numbers { get; private set; }

    public nint RowBytes { get; private set; }

    /// <summary>Rounds A of a product, in the caller's scratch memory.</summary>
    public static WholeRows Round(ThreadTeam team, in Product product, in SmallRows weights)
    {
        bool isGrouped = weights.Format == Quantization.Weights.Int4;
        WholeRows rows = new()
        {
            _product = product, _isGrouped = isGrouped, _taskRows = Math.Max(1, TaskElements / Math.Max(product.K, 1)),
            _most = isGrouped ? MostInGroups : weights.IsGrouped ? short.MaxValue : Most(product.K),
            RowBytes = isGrouped ? weights.Groups * GroupBytes : weights.Blocks * SmallRows.Block * sizeof(short),
        };
        rows.Lay(team.Scratch(0, rows.Lay(null)));
        team.Run(ref rows, Blocking.DivideUp(product.M, rows._taskRows));
        return rows;
    }

    public readonly void Execute(int task, int worker)
    {
        int end = Math.Min((task + 1) * _taskRows, _product.M);
        for (int row = task * _taskRows; row < end; row++)
        {
            float* x = (float*)_product.A.Start + (row * _product.A.Step);
            float largest = Math.Abs(TensorPrimitives.MaxMagnitude(new ReadOnlySpan<float>(x, _product.K)));
            Scales[row] = largest / _most;
            float factor = largest == 0 ? 0 : _most / largest;
            if (_isGrouped) Groups(x, (sbyte*)Numbers + (row * RowBytes), factor);
            else Plain(x, (short*)(Numbers + (row * RowBytes)), factor);
        }
    }

    /// <summary>Sums of neighbours: of a, then of b.</summary>
    public static Vector128<int> Neighbours(Vector128<int> a, Vector128<int> b) => Vector128.Narrow(a.AsInt64() + (a.AsInt64() >>> 32), b.AsInt64() + (b.AsInt64() >>> 32));

    /// <summary>The largest magnitude with which no sum over what is packed at once passes 31 bits.</summary>
    private static int Most(int columns) => Math.Min(short.MaxValue, int.MaxValue / (sbyte.MaxValue * Math.Clamp(columns, 1, WholeProducts.MostColumns)));

    private long Lay(float* memory)
    {
        ScratchLayout layout = new(memory);
        Numbers = (byte*)layout.Take(_product.M * (long)RowBytes / sizeof(float));
        Scales = layout.Take(_product.M);
        return layout.Floats;
    }

    private readonly void Plain(float* x, short* to, float factor)
    {
        int i = 0;
        for (; i + 16 <= _product.K; i += 16) Whole(x + i, factor).Store(to + i);
        for (; i < _product.K; i++) to[i] = (short)(BitConverter.SingleToInt32Bits((x[i] * factor) + Shift) - BitConverter.SingleToInt32Bits(Shift));
        new Span<short>(to + i, (int)(RowBytes / sizeof(short)) - i).Clear();
    }

    private readonly void Groups(float* x, sbyte* to, float factor)
    {
        float* rest = stackalloc float[SmallRows.Block];
        int blocks = (int)(RowBytes / GroupBytes) * GroupBlocks;
        for (int block = 0; block < blocks; block++)
        {
            int first = block * SmallRows.Block, count = Math.Min(SmallRows.Block, _product.K - first);
            float* from = x + first;
            if (count < SmallRows.Block)
            {
                Span<float> filled = new(rest, SmallRows.Block);
                filled.Clear();
                if (count > 0) new ReadOnlySpan<float>(from, count).CopyTo(filled);
                from = rest;
            }

            sbyte* group = to + (block / GroupBlocks * GroupBytes);
            int place = block % GroupBlocks;
            Vector256<short> lower = Whole(from, factor), upper = Whole(from + 16, factor);
            Split(lower, group + (16 * place));
            Split(upper, group + 64 + (16 * place));
            Vector256<int> sums = (lower + upper).AsInt32();
            sums = ((sums << 16) >> 16) + (sums >> 16);
            (Neighbours(sums.GetLower(), sums.GetUpper()) * 8).Store((int*)(group + Offsets) + (4 * place));
        }
    }

    /// <summary>Sixteen tens, and 128 bytes further their ones.</summary>
    private static void Split(Vector256<short> numbers, sbyte* to)
    {
        Vector256<short> tens = (numbers + Vector256.Create((short)(Base / 2))) >> 7, ones = numbers - (tens << 7);
        Vector128.Narrow(tens.GetLower(), tens.GetUpper()).Store(to);
        Vector128.Narrow(ones.GetLower(), ones.GetUpper()).Store(to + 128);
    }

    // To the nearest, halves to the even one, on every machine.
    private static Vector256<short> Whole(float* x, float factor) => Vector256.Narrow(Whole(Vector256.Load(x), factor), Whole(Vector256.Load(x + 8), factor));

    private static Vector256<int> Whole(Vector256<float> x, float factor) => ((x * factor) + Vector256.Create(Shift)).AsInt32() - Vector256.Create(BitConverter.SingleToInt32Bits(Shift));
}
