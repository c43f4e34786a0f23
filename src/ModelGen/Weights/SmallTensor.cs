using System;
using System.Buffers.Binary;
using System.Globalization;
using System.Linq;
using ModelGen.Cpu.Small;
using ModelGen.Quantization;

namespace ModelGen.Weights;

/// <summary>A parameter of small numbers, and the tensor of a file that has them: our own with scales beside it, a GGUF file's blocks, or floats to be rounded.</summary>
/// <param name="held">How the model holds it now.</param>
internal sealed class SmallTensor(Parameter parameter, SmallMatrix held, IWeightSource source, TensorEntry entry)
{
    private const int Part = 1 << 18; // bytes

    /// <summary>What the scales of a tensor are called, after its own name.</summary>
    public const string ScaleSuffix = "_scale";

    /// <summary>What the scale of a matrix's input is called, after the matrix's name.</summary>
    public const string InputSuffix = "_input_scale";

    public Parameter Parameter => parameter;

    public TensorEntry Entry => entry;

    /// <summary>The tensor of scales, where there is one.</summary>
    public TensorEntry? Scale { get; } = source.TryGet(entry.Name + ScaleSuffix, out TensorEntry? scale) ? scale : null;

    /// <summary>The tensor of the input's scale, where there is one beside signed bytes.</summary>
    public TensorEntry? Input { get; } = held.Format == Quantization.Weights.Int8 && source.TryGet(entry.Name + InputSuffix, out TensorEntry? input) ? input : null;

    /// <summary>Each 32 numbers have a scale of their own in the file.</summary>
    public bool IsGrouped => held.Format == Quantization.Weights.Int4 || IsBlocks || Scale?.Shape.Count == 2;

    // Of a GGUF file.
    private bool IsBlocks => entry.TypeName == (held.Format == Quantization.Weights.Int4 ? "Q4_0" : "Q8_0") && held.Format != Quantization.Weights.BFloat16 && parameter.Layout is null && !parameter.Transposed;

    private bool IsFloat => !IsBlocks && ElementTypes.IsFloat(entry.Type);

    /// <summary>What does not fit, or null.</summary>
    public string? Fault(bool quantize)
    {
        string name = $"tensor '{parameter.Name}'";
        if (IsBlocks || IsFloat)
        {
            if (!LoadCheck.Equal(entry.Shape, StoredMatrix.Shape(parameter))) return $"{name} is {TensorEntry.Describe(entry.Shape)}, expected {Guard.Describe(StoredMatrix.Shape(parameter))}";
            return IsBlocks || quantize || (held.Format == Quantization.Weights.BFloat16 && entry.Type == SafeTensorType.BF16) ? null : $"{name} is {Text.Clip(entry.TypeName)} and the model holds {held.Format}: set LoadOptions.Quantize to round it while loading, or load the file into a model of floats and call Quantizer.Quantize";
        }

        (SafeTensorType type, int[] shape) = Stored(parameter, held);
        if (entry.Type != type) return $"{name} is {Text.Clip(entry.TypeName)} and the model holds {held.Format}, which is {type} in files: quantise the model as the file is";
        if (!LoadCheck.Equal(entry.Shape, shape)) return $"{name} is {TensorEntry.Describe(entry.Shape)}, expected {Guard.Describe(shape)}";
        if (Input is not null && (Input.Type != SafeTensorType.F32 || Input.Count != 1)) return $"the scale of the input of {name} is {Input.TypeName} {TensorEntry.Describe(Input.Shape)}, expected F32 [1]";
        if (Scale is null) return $"{name} has no scales: '{parameter.Name}{ScaleSuffix}' is missing";
        long blocks = (held.Columns + SmallRows.Block - 1) / SmallRows.Block;
        bool isRight = Scale.Type == SafeTensorType.F32 && (held.Format == Quantization.Weights.Int8 && Scale.Shape.Count == 1 ? Scale.Shape[0] == held.Rows : Scale.Shape.SequenceEqual([held.Rows, blocks]));
        return isRight ? null : $"the scales of {name} are {Scale.TypeName} {TensorEntry.Describe(Scale.Shape)}, expected F32 {(held.Format == Quantization.Weights.Int8 ? $"[{held.Rows}] or " : "")}[{held.Rows}, {blocks}]";
    }

    /// <summary>How a file has it: two numbers of four bits are a byte.</summary>
    public static (SafeTensorType Type, int[] Shape) Stored(Parameter parameter, SmallMatrix matrix) => matrix.Format switch
    {
        Quantization.Weights.Int4 => (SafeTensorType.U8, [matrix.Rows, (int)matrix.DataBytes]),
        Quantization.Weights.Int8 => (SafeTensorType.I8, parameter.Shape.ToArray()),
        _ => (SafeTensorType.BF16, StoredMatrix.Shape(parameter)),
    };

    /// <summary>Bytes of a row in a file: blocks of four bits are whole.</summary>
    public static int RowBytes(SmallMatrix matrix) => matrix.Format == Quantization.Weights.Int4 ? (int)matrix.DataBytes : matrix.Columns;

    /// <summary>Reads the numbers; in blocks of GGUF, and in floats, the scales too.</summary>
    public void Read(SmallMatrix matrix)
    {
        if (IsFloat)
        {
            ReadFloats(matrix);
            return;
        }

        int size = IsBlocks ? matrix.Columns / SmallRows.Block * (2 + SmallRows.BlockBytes(matrix.Format)) : RowBytes(matrix), most = Math.Max(1, Part / Math.Max(size, 1));
        byte[] bytes = new byte[Math.Min(most, matrix.Rows) * size];
        for (int first = 0; first < matrix.Rows; first += most)
        {
            Span<byte> rows = bytes.AsSpan(0, Math.Min(most, matrix.Rows - first) * size);
            source.ReadRows(entry, first, rows);
            for (int row = first; !rows.IsEmpty; row++, rows = rows[size..])
            {
                if (IsBlocks) ReadBlocks(rows[..size], matrix, row);
                else matrix.SetRow(row, rows[..size]);
            }
        }
    }

    // Some rows at a time, where the file has rows as the model has.
    private void ReadFloats(SmallMatrix matrix)
    {
        bool isWhole = parameter.Transposed || parameter.Layout is not null;
        int most = isWhole ? matrix.Rows : Math.Clamp(Part / Math.Max(matrix.Columns, 1), 1, Math.Max(matrix.Rows, 1));
        float[] values = new float[most * matrix.Columns];
        for (int first = 0; first < matrix.Rows; first += most)
        {
            int rows = Math.Min(most, matrix.Rows - first);
            Span<float> part = values.AsSpan(0, rows * matrix.Columns);
            if (isWhole) StoredMatrix.Read(source, entry, parameter, part);
            else source.Read(entry, part, (long)first * matrix.Columns);
            if (part.ContainsAnyExceptInRange(float.MinValue, float.MaxValue)) throw new WeightFormatException($"{source.FileName}: tensor {Text.Quote(entry.Name)} has numbers that are not finite");
            Rounding.Rows(row => values.AsSpan(row * matrix.Columns, matrix.Columns), matrix.Slice(first, rows));
        }
    }

    /// <exception cref="WeightFormatException">A scale is not finite.</exception>
    public void ReadScales(SmallMatrix matrix)
    {
        float[] scales = new float[Scale!.Count];
        source.Read(Scale, scales, 0);
        for (int row = 0; row < matrix.Rows; row++)
        {
            Span<float> own = scales.AsSpan(row * matrix.Scales, matrix.Scales);
            CheckScales(own, row);
            matrix.SetScales(row, own);
        }
    }

    /// <exception cref="WeightFormatException">The scale is not a positive number.</exception>
    public void ReadInput(SmallMatrix matrix)
    {
        float[] scale = new float[1];
        source.Read(Input!, scale, 0);
        if (!(scale[0] > 0 && float.IsFinite(scale[0] * sbyte.MaxValue)))
            throw new WeightFormatException(string.Create(CultureInfo.InvariantCulture, $"{source.FileName}: tensor {Text.Quote(Input!.Name)} is {scale[0]}, expected a positive number: get the file again, or quantise the model anew"));

        // Parts of one matrix have one input, whose scale a file has beside each.
        lock (matrix.Input) matrix.Input.Scale = Math.Max(matrix.Input.Scale, scale[0]);
    }

    // A half for the scale, then the numbers, in our order.
    private void ReadBlocks(ReadOnlySpan<byte> bytes, SmallMatrix matrix, int row)
    {
        int size = SmallRows.BlockBytes(matrix.Format);
        Span<byte> data = new byte[matrix.DataBytes];
        Span<float> scales = new float[matrix.Scales];
        for (int block = 0; block < scales.Length; block++, bytes = bytes[(2 + size)..])
        {
            scales[block] = (float)BinaryPrimitives.ReadHalfLittleEndian(bytes);
            bytes.Slice(2, size).CopyTo(data[(block * size)..]);
        }

        CheckScales(scales, row);
        matrix.SetRow(row, data);
        matrix.SetScales(row, scales);
    }

    private void CheckScales(ReadOnlySpan<float> scales, int row)
    {
        foreach (float scale in scales)
        {
            if (!float.IsFinite(scale)) throw new WeightFormatException(string.Create(CultureInfo.InvariantCulture, $"{source.FileName}: tensor {Text.Quote(entry.Name)} has the scale {scale} in row {row}: get the file again, or quantise the model anew"));
        }
    }
}
