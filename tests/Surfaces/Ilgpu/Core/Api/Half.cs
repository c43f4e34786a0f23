using System;
using System.Globalization;
using SystemHalf = System.Half;

namespace ILGPU;

/// <summary>A 16-bit float: arithmetic in single precision, rounded to nearest even after each operation.</summary>
public readonly struct Half : IEquatable<Half>, IComparable<Half>
{
    public static readonly Half Zero = (Half)0f;
    public static readonly Half One = (Half)1f;
    public static readonly Half Epsilon = FromBits(1);
    public static readonly Half MaxValue = (Half)65504f;
    public static readonly Half MinValue = (Half)(-65504f);
    public static readonly Half NaN = (Half)float.NaN;
    public static readonly Half PositiveInfinity = (Half)float.PositiveInfinity;
    public static readonly Half NegativeInfinity = (Half)float.NegativeInfinity;

    private Half(ushort bits) => Bits = bits;

    internal ushort Bits { get; }

    public static Half operator +(Half first, Half second) => (Half)((float)first + second);

    public static Half operator -(Half first, Half second) => (Half)((float)first - second);

    public static Half operator *(Half first, Half second) => (Half)((float)first * second);

    public static Half operator /(Half first, Half second) => (Half)((float)first / second);

    public static Half operator -(Half halfValue) => FromBits((ushort)(halfValue.Bits ^ 0x8000));

    public static bool operator ==(Half first, Half second) => (float)first == second;

    public static bool operator !=(Half first, Half second) => (float)first != second;

    public static bool operator <(Half first, Half second) => (float)first < second;

    public static bool operator >(Half first, Half second) => (float)first > second;

    public static bool operator <=(Half first, Half second) => (float)first <= second;

    public static bool operator >=(Half first, Half second) => (float)first >= second;

    public static implicit operator float(Half halfValue) => (float)BitConverter.UInt16BitsToHalf(halfValue.Bits);

    public static implicit operator double(Half halfValue) => (float)halfValue;

    public static explicit operator Half(float floatValue) => FromBits(BitConverter.HalfToUInt16Bits((SystemHalf)floatValue));

    public static explicit operator Half(double doubleValue) => FromBits(BitConverter.HalfToUInt16Bits((SystemHalf)doubleValue));

    public static explicit operator sbyte(Half halfValue) => (sbyte)(float)halfValue;

    public static explicit operator Half(sbyte sbyteValue) => (Half)(float)sbyteValue;

    public static explicit operator short(Half halfValue) => (short)(float)halfValue;

    public static explicit operator Half(short shortValue) => (Half)(float)shortValue;

    public static explicit operator int(Half halfValue) => (int)(float)halfValue;

    public static explicit operator Half(int intValue) => (Half)(float)intValue;

    public static explicit operator long(Half halfValue) => (long)(float)halfValue;

    public static explicit operator Half(long longValue) => (Half)(float)longValue;

    public static explicit operator byte(Half halfValue) => (byte)(float)halfValue;

    public static explicit operator Half(byte byteValue) => (Half)(float)byteValue;

    public static explicit operator ushort(Half halfValue) => (ushort)(float)halfValue;

    public static explicit operator Half(ushort ushortValue) => (Half)(float)ushortValue;

    public static explicit operator uint(Half halfValue) => (uint)(float)halfValue;

    public static explicit operator Half(uint uintValue) => (Half)(float)uintValue;

    public static explicit operator ulong(Half halfValue) => (ulong)(float)halfValue;

    public static explicit operator Half(ulong ulongValue) => (Half)(float)ulongValue;

    public static bool IsNaN(Half half) => float.IsNaN(half);

    public static bool IsInfinity(Half half) => float.IsInfinity(half);

    public static bool IsFinite(Half half) => float.IsFinite(half);

    public static bool IsPositiveInfinity(Half half) => float.IsPositiveInfinity(half);

    public static bool IsNegativeInfinity(Half half) => float.IsNegativeInfinity(half);

    public static bool IsZero(Half half) => half == Zero;

    public static Half Abs(Half half) => FromBits((ushort)(half.Bits & 0x7FFF));

    public int CompareTo(Half other) => ((float)this).CompareTo(other);

    public bool Equals(Half other) => ((float)this).Equals(other);

    public override bool Equals(object? obj) => obj is Half other && Equals(other);

    public override int GetHashCode() => ((float)this).GetHashCode();

    public override string ToString() => ((float)this).ToString(CultureInfo.InvariantCulture);

    internal static Half FromBits(ushort bits) => new(bits);
}
