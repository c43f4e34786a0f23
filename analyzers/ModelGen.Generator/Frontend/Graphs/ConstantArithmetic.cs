using System;
using System.Globalization;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace ModelGen.Generator.Frontend.Graphs;

/// <summary>Arithmetic of constants as C# carries it out, each in its type there. Null: a division by zero, a number that its type cannot hold, or what is not known here.</summary>
internal static class ConstantArithmetic
{
    public static bool IsNumber(object? value) => IsWhole(value) || value is double or float;

    public static bool IsWhole(object? value) => value is int or long or byte or sbyte or short or ushort or uint or char;

    public static double Real(object value) => value is char letter ? letter : Convert.ToDouble(value, CultureInfo.InvariantCulture);

    public static long Whole(object value) => value is char letter ? letter : Convert.ToInt64(value, CultureInfo.InvariantCulture);

    /// <summary>As <c>==</c> has it.</summary>
    public static bool AreEqual(object? a, object? b) => IsWhole(a) && IsWhole(b) ? Whole(a!) == Whole(b!) : IsNumber(a) && IsNumber(b) ? Real(a!) == Real(b!) : Equals(a, b);

    public static object? Binary(BinaryOperatorKind kind, object? a, object? b) => (a, b) switch
    {
        _ when kind == BinaryOperatorKind.Equals => AreEqual(a, b),
        _ when kind == BinaryOperatorKind.NotEquals => !AreEqual(a, b),
        (bool x, bool y) => kind switch { BinaryOperatorKind.And => x & y, BinaryOperatorKind.Or => x | y, BinaryOperatorKind.ExclusiveOr => x ^ y, _ => null },
        _ when !IsNumber(a) || !IsNumber(b) => null,
        (double, _) or (_, double) => OfReals(kind, Real(a!), Real(b!)),
        (float, _) or (_, float) => OfReals(kind, Real(a!), Real(b!)) switch { double value => (float)value, var truth => truth },
        (long or uint, _) or (_, long or uint) => OfIntegers(kind, Whole(a!), Whole(b!), bits: 64),
        _ => OfIntegers(kind, Whole(a!), Whole(b!), bits: 32) switch { long value => Narrow(value, SpecialType.System_Int32), var truth => truth },
    };

    public static object? Unary(UnaryOperatorKind kind, object? value) => (kind, value) switch
    {
        (UnaryOperatorKind.Not, bool truth) => !truth,
        (UnaryOperatorKind.Plus, _) when IsNumber(value) => value,
        (UnaryOperatorKind.Minus, double number) => -number,
        (UnaryOperatorKind.Minus, float number) => -number,
        (UnaryOperatorKind.Minus, _) when IsWhole(value) => Binary(BinaryOperatorKind.Subtract, 0, value),
        (UnaryOperatorKind.BitwiseNegation, int number) => ~number,
        (UnaryOperatorKind.BitwiseNegation, long number) => ~number,
        _ => null,
    };

    /// <summary>As a conversion does; what is no number, and what becomes none, stays as it is.</summary>
    public static object? Converted(object value, SpecialType type) => type switch
    {
        _ when !IsNumber(value) => value,
        SpecialType.System_Double => Real(value),
        SpecialType.System_Single => (float)Real(value),
        SpecialType.System_Decimal or SpecialType.System_UInt64 or SpecialType.System_IntPtr or SpecialType.System_UIntPtr => null,
        _ when type is < SpecialType.System_Char or > SpecialType.System_UInt64 => value,
        _ when IsWhole(value) => Narrow(Whole(value), type),
        _ => Math.Truncate(Real(value)) is >= -9007199254740992 and <= 9007199254740992 and var whole ? Narrow((long)whole, type) : null,
    };

    /// <summary>A function of <see cref="Math"/>, whose value has this type.</summary>
    public static object? Function(string name, double[] x, SpecialType type)
    {
        double? value = (name, x.Length) switch
        {
            ("Sqrt", 1) => Math.Sqrt(x[0]),
            ("Exp", 1) => Math.Exp(x[0]),
            ("Log", 1) => Math.Log(x[0]),
            ("Log", 2) => Math.Log(x[0], x[1]),
            ("Log2", 1) => Log2(x[0]),
            ("Log10", 1) => Math.Log10(x[0]),
            ("Pow", 2) => Math.Pow(x[0], x[1]),
            ("Abs", 1) => Math.Abs(x[0]),
            ("Sign", 1) when !double.IsNaN(x[0]) => Math.Sign(x[0]),
            ("Max", 2) => Math.Max(x[0], x[1]),
            ("Min", 2) => Math.Min(x[0], x[1]),
            ("Clamp", 3) when x[1] <= x[2] => Math.Min(Math.Max(x[0], x[1]), x[2]),
            ("Floor", 1) => Math.Floor(x[0]),
            ("Ceiling", 1) => Math.Ceiling(x[0]),
            ("Round", 1) => Math.Round(x[0]),
            ("Truncate", 1) => Math.Truncate(x[0]),
            ("Sin", 1) => Math.Sin(x[0]),
            ("Cos", 1) => Math.Cos(x[0]),
            ("Tan", 1) => Math.Tan(x[0]),
            ("Tanh", 1) => Math.Tanh(x[0]),
            _ => null,
        };
        return value is { } known ? Converted(known, type) : null;
    }

    // Of a power of two it is a whole number: a quotient of two logarithms may lie above it, and be rounded up.
    private static double Log2(double x)
    {
        if (x is not (> 0 and < double.PositiveInfinity))
        {
            return Math.Log(x);
        }

        double exponent = Math.Round(Math.Log(x) / Math.Log(2));
        return Math.Pow(2, exponent) == x ? exponent : Math.Log(x) / Math.Log(2);
    }

    private static object? Narrow(long value, SpecialType type) => type switch
    {
        SpecialType.System_Char => value is >= char.MinValue and <= char.MaxValue ? (char)value : null,
        SpecialType.System_SByte => value is >= sbyte.MinValue and <= sbyte.MaxValue ? (sbyte)value : null,
        SpecialType.System_Byte => value is >= byte.MinValue and <= byte.MaxValue ? (byte)value : null,
        SpecialType.System_Int16 => value is >= short.MinValue and <= short.MaxValue ? (short)value : null,
        SpecialType.System_UInt16 => value is >= ushort.MinValue and <= ushort.MaxValue ? (ushort)value : null,
        SpecialType.System_Int32 => value is >= int.MinValue and <= int.MaxValue ? (int)value : null,
        SpecialType.System_UInt32 => value is >= uint.MinValue and <= uint.MaxValue ? (uint)value : null,
        _ => (object)value,
    };

    private static object? OfReals(BinaryOperatorKind kind, double a, double b) => kind switch
    {
        BinaryOperatorKind.Add => a + b,
        BinaryOperatorKind.Subtract => a - b,
        BinaryOperatorKind.Multiply => a * b,
        BinaryOperatorKind.Divide => a / b,
        BinaryOperatorKind.Remainder => a % b,
        BinaryOperatorKind.LessThan => a < b,
        BinaryOperatorKind.LessThanOrEqual => a <= b,
        BinaryOperatorKind.GreaterThan => a > b,
        BinaryOperatorKind.GreaterThanOrEqual => a >= b,
        _ => null,
    };

    private static object? OfIntegers(BinaryOperatorKind kind, long a, long b, int bits)
    {
        try
        {
            return kind switch
            {
                BinaryOperatorKind.Add => checked(a + b),
                BinaryOperatorKind.Subtract => checked(a - b),
                BinaryOperatorKind.Multiply => checked(a * b),
                BinaryOperatorKind.Divide => b == 0 ? null : b == -1 ? checked(-a) : a / b,
                BinaryOperatorKind.Remainder => b == 0 ? null : b == -1 ? 0L : a % b,
                BinaryOperatorKind.And => a & b,
                BinaryOperatorKind.Or => a | b,
                BinaryOperatorKind.ExclusiveOr => a ^ b,
                BinaryOperatorKind.LeftShift => b < 0 || b >= bits - 1 ? null : checked(a * (1L << (int)b)),
                BinaryOperatorKind.RightShift => b < 0 || b >= bits ? null : a >> (int)b,
                BinaryOperatorKind.LessThan => a < b,
                BinaryOperatorKind.LessThanOrEqual => a <= b,
                BinaryOperatorKind.GreaterThan => a > b,
                BinaryOperatorKind.GreaterThanOrEqual => a >= b,
                _ => null,
            };
        }
        catch (OverflowException)
        {
            return null;
        }
    }
}
