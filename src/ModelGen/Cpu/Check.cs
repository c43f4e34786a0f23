using System;
using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Runtime.CompilerServices;

namespace ModelGen.Cpu;

/// <summary>The checks that every kernel makes before it goes over to pointers.</summary>
internal static class Check
{
    /// <summary>The span must hold exactly a·b·c·d elements.</summary>
    /// <exception cref="ShapeMismatchException">It does not; names the argument.</exception>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Shape<T>(ReadOnlySpan<T> span, int a, int b = 1, int c = 1, int d = 1,
        [CallerArgumentExpression(nameof(span))] string argument = "", [CallerMemberName] string kernel = "")
    {
        if ((a | b | c | d) < 0 || span.Length != (long)a * b * c * d) Throw(span.Length, a, b, c, d, argument, kernel);
    }

    /// <inheritdoc cref="Shape{T}(ReadOnlySpan{T}, int, int, int, int, string, string)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Shape<T>(Span<T> span, int a, int b = 1, int c = 1, int d = 1,
        [CallerArgumentExpression(nameof(span))] string argument = "", [CallerMemberName] string kernel = "")
    {
        if ((a | b | c | d) < 0 || span.Length != (long)a * b * c * d) Throw(span.Length, a, b, c, d, argument, kernel);
    }

    /// <summary>The same, where an empty span stands for "absent".</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Optional<T>(ReadOnlySpan<T> span, int a, int b = 1, int c = 1, int d = 1,
        [CallerArgumentExpression(nameof(span))] string argument = "", [CallerMemberName] string kernel = "")
    {
        if (!span.IsEmpty) Shape(span, a, b, c, d, argument, kernel);
    }

    /// <inheritdoc cref="Optional{T}(ReadOnlySpan{T}, int, int, int, int, string, string)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Optional<T>(Span<T> span, int a, int b = 1, int c = 1, int d = 1,
        [CallerArgumentExpression(nameof(span))] string argument = "", [CallerMemberName] string kernel = "")
    {
        if (!span.IsEmpty) Shape(span, a, b, c, d, argument, kernel);
    }

    /// <summary>Dropout rates lie in [0, 1).</summary>
    public static void Rate(float rate, [CallerArgumentExpression(nameof(rate))] string argument = "")
    {
        if (!(rate >= 0 && rate < 1)) throw new ArgumentOutOfRangeException(argument, rate, "A dropout rate is at least 0 and less than 1.");
    }

    [DoesNotReturn]
    private static void Throw(int got, int a, int b, int c, int d, string argument, string kernel)
    {
        string expected = string.Create(CultureInfo.InvariantCulture, $"[{a}");
        foreach (int axis in (ReadOnlySpan<int>)[b, c, d])
        {
            if (axis != 1) expected += string.Create(CultureInfo.InvariantCulture, $", {axis}");
        }

        throw new ShapeMismatchException(kernel, argument, string.Create(CultureInfo.InvariantCulture, $"[{got}]"), expected + "]");
    }
}
