using System;
using System.Buffers.Binary;

namespace ModelGen.Weights.Gguf;

/// <summary>The element types of GGUF files that are read: number in the file, numbers and bytes of a block.</summary>
/// <remarks>github.com/ggml-org/ggml, docs/gguf.md, and the definitions of its block formats.</remarks>
internal sealed record GgufElement(string Name, uint Id, int Block, int Bytes)
{
    public static GgufElement F32 { get; } = new("F32", 0, 1, 4);

    public static GgufElement F16 { get; } = new("F16", 1, 1, 2);

    public static GgufElement Q4 { get; } = new("Q4_0", 2, 32, 18);

    public static GgufElement Q8 { get; } = new("Q8_0", 8, 32, 34);

    public static GgufElement BF16 { get; } = new("BF16", 30, 1, 2);

    /// <summary>Null for a type that is not read.</summary>
    public static GgufElement? Of(uint id) => Array.Find([F32, F16, Q4, Q8, BF16], type => type.Id == id);

    /// <summary>Whole blocks to numbers.</summary>
    public void ToSingle(Span<byte> bytes, Span<float> values)
    {
        if (Block == 1)
        {
            ElementConversion.ToSingle(Id == 0 ? SafeTensorType.F32 : Id == 1 ? SafeTensorType.F16 : SafeTensorType.BF16, bytes, values);
            return;
        }

        for (int block = 0; block < values.Length / Block; block++)
        {
            Span<byte> own = bytes.Slice(block * Bytes, Bytes);
            Span<float> to = values.Slice(block * Block, Block);
            float scale = (float)BinaryPrimitives.ReadHalfLittleEndian(own);
            own = own[2..];
            for (int i = 0; i < own.Length; i++)
            {
                if (Bytes == 34)
                {
                    to[i] = (sbyte)own[i] * scale;
                }
                else
                {
                    to[i] = ((own[i] & 15) - 8) * scale;
                    to[i + 16] = ((own[i] >> 4) - 8) * scale;
                }
            }
        }
    }

    /// <summary>32 numbers to a block of Q8_0 or Q4_0.</summary>
    public void FromSingle(ReadOnlySpan<float> values, Span<byte> block)
    {
        if (Bytes == 34) ToQ8(values, block);
        else BinaryPrimitives.WriteHalfLittleEndian(block, (Half)Quantization.Rounding.Int4(values, block[2..]));
    }

    /// <summary>Numbers to a block of Q8_0: the greatest magnitude becomes 127.</summary>
    private static void ToQ8(ReadOnlySpan<float> values, Span<byte> block)
    {
        float most = 0;
        foreach (float value in values) most = MathF.Max(most, MathF.Abs(value));
        float scale = most / 127, inverse = scale == 0 ? 0 : 1 / scale;
        BinaryPrimitives.WriteHalfLittleEndian(block, (Half)scale);
        for (int i = 0; i < values.Length; i++) block[2 + i] = (byte)(sbyte)MathF.Round(values[i] * inverse, MidpointRounding.AwayFromZero);
    }
}
