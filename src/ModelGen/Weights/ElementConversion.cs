using System;
using System.Buffers.Binary;
using System.Numerics.Tensors;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace ModelGen.Weights;

/// <summary>Between the little-endian bytes of files and numbers.</summary>
internal static class ElementConversion
{
    /// <param name="type">Any known type.</param>
    /// <param name="bytes">Little-endian; turned to the machine's own order in place.</param>
    /// <param name="values">As many as <paramref name="bytes"/> holds.</param>
    public static void ToSingle(SafeTensorType type, Span<byte> bytes, Span<float> values)
    {
        ToMachineOrder(type, bytes);
        switch (type)
        {
            case SafeTensorType.F32: Cast<float>(bytes).CopyTo(values); break;
            case SafeTensorType.F64: TensorPrimitives.ConvertTruncating<double, float>(Cast<double>(bytes), values); break;
            case SafeTensorType.F16:
                WidenHalves(Cast<ushort>(bytes), MemoryMarshal.Cast<float, uint>(values));
                break;
            case SafeTensorType.BF16:
                Widen(Cast<ushort>(bytes), MemoryMarshal.Cast<float, uint>(values));
                break;
            case SafeTensorType.I64: TensorPrimitives.ConvertTruncating<long, float>(Cast<long>(bytes), values); break;
            case SafeTensorType.I32: TensorPrimitives.ConvertTruncating<int, float>(Cast<int>(bytes), values); break;
            case SafeTensorType.I16: TensorPrimitives.ConvertTruncating<short, float>(Cast<short>(bytes), values); break;
            case SafeTensorType.I8: TensorPrimitives.ConvertTruncating<sbyte, float>(Cast<sbyte>(bytes), values); break;
            case SafeTensorType.U64: TensorPrimitives.ConvertTruncating<ulong, float>(Cast<ulong>(bytes), values); break;
            case SafeTensorType.U32: TensorPrimitives.ConvertTruncating<uint, float>(Cast<uint>(bytes), values); break;
            case SafeTensorType.U16: TensorPrimitives.ConvertTruncating<ushort, float>(Cast<ushort>(bytes), values); break;
            case SafeTensorType.U8 or SafeTensorType.Bool: TensorPrimitives.ConvertTruncating<byte, float>(bytes, values); break;
            default: throw new ArgumentOutOfRangeException(nameof(type));
        }
    }

    // A BF16 is the upper half of a float.
    private static void Widen(ReadOnlySpan<ushort> upper, Span<uint> bits)
    {
        int i = 0;
        for (; i <= upper.Length - Vector256<ushort>.Count; i += Vector256<ushort>.Count)
        {
            (Vector256<uint> low, Vector256<uint> high) = Vector256.Widen(Vector256.Create(upper[i..]));
            (low << 16).CopyTo(bits[i..]);
            (high << 16).CopyTo(bits[(i + Vector256<uint>.Count)..]);
        }

        for (; i < upper.Length; i++) bits[i] = (uint)upper[i] << 16;
    }

    // Exponent and mantissa move to their places in a float, whose exponents are 112 higher: one exact product mends that, of subnormal numbers too. Infinities and NaN have all bits of the exponent.
    private static void WidenHalves(ReadOnlySpan<ushort> halves, Span<uint> bits)
    {
        int i = 0;
        for (; i <= halves.Length - Vector256<ushort>.Count; i += Vector256<ushort>.Count)
        {
            (Vector256<uint> low, Vector256<uint> high) = Vector256.Widen(Vector256.Create(halves[i..]));
            WidenHalf(low).CopyTo(bits[i..]);
            WidenHalf(high).CopyTo(bits[(i + Vector256<uint>.Count)..]);
        }

        for (; i < halves.Length; i++) bits[i] = WidenHalf(Vector256.CreateScalar((uint)halves[i]))[0];
    }

    private static Vector256<uint> WidenHalf(Vector256<uint> half)
    {
        Vector256<uint> magnitude = half & Vector256.Create(0x7FFFu);
        Vector256<uint> scaled = ((magnitude << 13).AsSingle() * Vector256.Create(BitConverter.UInt32BitsToSingle(0x77800000))).AsUInt32(); // 2^112
        Vector256<uint> special = Vector256.GreaterThanOrEqual(magnitude, Vector256.Create(0x7C00u)) & Vector256.Create(0x7F800000u);
        return scaled | special | ((half & Vector256.Create(0x8000u)) << 16);
    }

    /// <exception cref="OverflowException">An I64 value does not fit.</exception>
    public static void ToInt32(SafeTensorType type, Span<byte> bytes, Span<int> values)
    {
        ToMachineOrder(type, bytes);
        switch (type)
        {
            case SafeTensorType.I64: TensorPrimitives.ConvertChecked<long, int>(Cast<long>(bytes), values); break;
            case SafeTensorType.I32: Cast<int>(bytes).CopyTo(values); break;
            case SafeTensorType.I16: TensorPrimitives.ConvertTruncating<short, int>(Cast<short>(bytes), values); break;
            case SafeTensorType.I8: TensorPrimitives.ConvertTruncating<sbyte, int>(Cast<sbyte>(bytes), values); break;
            case SafeTensorType.U16: TensorPrimitives.ConvertTruncating<ushort, int>(Cast<ushort>(bytes), values); break;
            case SafeTensorType.U8 or SafeTensorType.Bool: TensorPrimitives.ConvertTruncating<byte, int>(bytes, values); break;
            default: throw new ArgumentOutOfRangeException(nameof(type));
        }
    }

    /// <param name="type">F32, F16 or BF16; halves are rounded to nearest, ties to even.</param>
    /// <param name="values">The numbers.</param>
    /// <param name="bytes">Little-endian.</param>
    public static void FromSingle(SafeTensorType type, ReadOnlySpan<float> values, Span<byte> bytes)
    {
        switch (type)
        {
            case SafeTensorType.F32: values.CopyTo(Cast<float>(bytes)); break;
            case SafeTensorType.F16: TensorPrimitives.ConvertToHalf(values, Cast<Half>(bytes)); break;
            case SafeTensorType.BF16:
                Span<ushort> upper = Cast<ushort>(bytes);
                for (int i = 0; i < values.Length; i++)
                {
                    uint bits = BitConverter.SingleToUInt32Bits(values[i]);
                    // Rounding would carry a NaN's payload into infinity: keep it a quiet NaN.
                    upper[i] = (ushort)(float.IsNaN(values[i]) ? (bits >> 16) | 0x40 : (bits + 0x7FFF + ((bits >> 16) & 1)) >> 16);
                }

                break;
            default: throw new ArgumentOutOfRangeException(nameof(type));
        }

        ToMachineOrder(type, bytes); // its own inverse
    }

    private static void ToMachineOrder(SafeTensorType type, Span<byte> bytes)
    {
        if (BitConverter.IsLittleEndian) return;
        switch (ElementTypes.Size(type))
        {
            case 2: BinaryPrimitives.ReverseEndianness(Cast<ushort>(bytes), Cast<ushort>(bytes)); break;
            case 4: BinaryPrimitives.ReverseEndianness(Cast<uint>(bytes), Cast<uint>(bytes)); break;
            case 8: BinaryPrimitives.ReverseEndianness(Cast<ulong>(bytes), Cast<ulong>(bytes)); break;
        }
    }

    private static Span<T> Cast<T>(Span<byte> bytes) where T : struct => MemoryMarshal.Cast<byte, T>(bytes);
}
