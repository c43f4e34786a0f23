using System;
using System.Numerics.Tensors;
using System.Runtime.Intrinsics;
using ModelGen.Cpu.Products;

namespace ModelGen.Cpu.Small;

/// <summary>
/// Rows of x as whole numbers with one scale for each row: for signed bytes of up to 16 bits, or of 23 in two halves, for numbers of four bits of 22, each as three digits in bytes.
/// The scale is that of the row's largest number, or of a range that is the same for all rows. Rounded number by number: the same bits on every machine and with any number of threads.
/// </summary>
internal unsafe struct WholeRows : IJob
{
    /// <summary>A number is three digits: (first · Base + second) · Base + third, each from -64 to 63, the first to 127.</summary>
    public const int Base = 128;

    /// <summary>From a digit of a block to the next.</summary>
    public const int DigitBytes = SmallRows.Block;

    /// <summary>Where it stands what the sum over a block is too large by, since four bits hold numbers with 8 added: behind the digits.</summary>
    public const int Offset = 3 * DigitBytes;

    /// <summary>Bytes of a block of 32 numbers in digits.</summary>
    public const int BlockBytes = Offset + 16;

    /// <summary>1.5 · 2²³: what is added to it is rounded to a whole number, which stands in the lowest bits.</summary>
    private const float Shift = 12582912;

    /// <summary>The largest magnitude whose first digit is at most 127.</summary>
    private const int MostInDigits = (127 * Base * Base) + ((Base / 2) * Base) - 1 - (Base / 2);

    /// <summary>Elements of a task.</summary>
    private const int TaskElements = 1 << 14;

    private Product _product;
    private int _most;
    private float _range;
    private int _taskRows;
    private bool _isDigits;
    private int _halfNumbers;

    /// <summary>[rows]: what the numbers of a row are multiplied by. NaN or infinite where a number of the row is.</summary>
    public float* Scales { get; private set; }

    /// <summary>Where the first row begins; rows are <see cref="RowBytes"/> apart.</summary>
    public byte* Numbers { get; private set; }

    public nint RowBytes { get; private set; }

    /// <summary>For signed bytes in two halves: where the second halves of a row's numbers begin, which are first · Base + second.</summary>
    public readonly nint SecondHalf => _halfNumbers;

    /// <summary>Rounds A of a product, in the caller's scratch memory.</summary>
    /// <param name="inHalves">For signed bytes: numbers of 16 bits and behind them seven bits more.</param>
    public static WholeRows Round(ThreadTeam team, in Product product, in SmallRows weights, bool inHalves)
    {
        bool isDigits = weights.Format == Quantization.Weights.Int4;
        int numbers = weights.Blocks * SmallRows.Block, most = weights.IsGrouped ? short.MaxValue : Most(product.K);
        WholeRows rows = new()
        {
            _product = product, _range = weights.InputRange, _isDigits = isDigits, _taskRows = Math.Max(1, TaskElements / Math.Max(product.K, 1)),
            _halfNumbers = inHalves ? numbers : 0, _most = isDigits ? MostInDigits : inHalves ? (most * Base) - (Base / 2) - 1 : most,
            RowBytes = isDigits ? weights.Blocks * BlockBytes : (inHalves ? 2 : 1) * numbers * sizeof(short),
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
            float range = _range > 0 && float.IsFinite(largest) ? _range : largest;
            Scales[row] = range / _most;
            float factor = range == 0 ? 0 : _most / range;
            if (_isDigits) Digits(x, (sbyte*)Numbers + (row * RowBytes), factor);
            else if (_halfNumbers > 0) Halves(x, (short*)(Numbers + (row * RowBytes)), factor);
            else Plain(x, (short*)(Numbers + (row * RowBytes)), factor);
        }
    }

    /// <summary>The largest magnitude with which no sum over what is packed at once passes 31 bits.</summary>
    public static int Most(int columns) => Math.Min(short.MaxValue, int.MaxValue / (sbyte.MaxValue * Math.Clamp(columns, 1, WholeProducts.MostColumns)));

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
        for (; i + 16 <= _product.K; i += 16) Vector256.Narrow(Whole(Vector256.Load(x + i), factor), Whole(Vector256.Load(x + i + 8), factor)).Store(to + i);
        for (; i < _product.K; i++) to[i] = (short)(BitConverter.SingleToInt32Bits(Math.Clamp(x[i] * factor, -_most, _most) + Shift) - BitConverter.SingleToInt32Bits(Shift));
        new Span<short>(to + i, (int)(RowBytes / sizeof(short)) - i).Clear();
    }

    private readonly void Halves(float* x, short* to, float factor)
    {
        float* rest = stackalloc float[16];
        Vector256<int> half = Vector256.Create(Base / 2);
        for (int i = 0; i < _halfNumbers; i += 16)
        {
            float* from = Filled(x, i, 16, rest);
            Vector256<int> first8 = Whole(Vector256.Load(from), factor), last8 = Whole(Vector256.Load(from + 8), factor), firstTop = (first8 + half) >> 7, lastTop = (last8 + half) >> 7;
            Vector256.Narrow(firstTop, lastTop).Store(to + i);
            Vector256.Narrow(first8 - (firstTop << 7), last8 - (lastTop << 7)).Store(to + _halfNumbers + i);
        }
    }

    /// <summary>Numbers of a row from one on, with zeros behind its last.</summary>
    private readonly float* Filled(float* x, int first, int count, float* rest)
    {
        int valid = Math.Min(count, _product.K - first);
        if (valid == count) return x + first;
        Span<float> filled = new(rest, count);
        filled.Clear();
        if (valid > 0) new ReadOnlySpan<float>(x + first, valid).CopyTo(filled);
        return rest;
    }

    private readonly void Digits(float* x, sbyte* to, float factor)
    {
        float* rest = stackalloc float[SmallRows.Block];
        int blocks = (int)(RowBytes / BlockBytes);
        for (int block = 0; block < blocks; block++, to += BlockBytes)
        {
            float* from = Filled(x, block * SmallRows.Block, SmallRows.Block, rest);
            Vector256<int> sums = Vector256<int>.Zero;
            for (int half = 0; half < SmallRows.Block; half += 16)
            {
                Vector256<int> first8 = Whole(Vector256.Load(from + half), factor), last8 = Whole(Vector256.Load(from + half + 8), factor);
                Split(first8, last8, to + half);
                sums += first8 + last8;
            }

            *(int*)(to + Offset) = 8 * Vector256.Sum(sums);
        }
    }

    /// <summary>The digits of sixteen numbers, <see cref="DigitBytes"/> apart.</summary>
    private static void Split(Vector256<int> first8, Vector256<int> last8, sbyte* to)
    {
        Vector256<int> half = Vector256.Create(Base / 2), firstRest = (first8 + half) >> 7, lastRest = (last8 + half) >> 7, firstTop = (firstRest + half) >> 7, lastTop = (lastRest + half) >> 7;
        Store(firstTop, lastTop, to);
        Store(firstRest - (firstTop << 7), lastRest - (lastTop << 7), to + DigitBytes);
        Store(first8 - (firstRest << 7), last8 - (lastRest << 7), to + (2 * DigitBytes));
    }

    private static void Store(Vector256<int> first8, Vector256<int> last8, sbyte* to)
    {
        Vector256<short> digits = Vector256.Narrow(first8, last8);
        Vector128.Narrow(digits.GetLower(), digits.GetUpper()).Store(to);
    }

    // To the nearest, halves to the even one, on every machine; what is out of range becomes the largest.
    private readonly Vector256<int> Whole(Vector256<float> x, float factor) => (Vector256.ClampNative(x * factor, Vector256.Create(-(float)_most), Vector256.Create((float)_most)) + Vector256.Create(Shift)).AsInt32() - Vector256.Create(BitConverter.SingleToInt32Bits(Shift));
}
