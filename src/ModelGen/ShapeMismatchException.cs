using System;

namespace ModelGen;

/// <summary>A tensor's shape is not the one that a model or kernel takes.</summary>
public sealed class ShapeMismatchException : ArgumentException
{
    /// <summary>Says who got what, and what was expected.</summary>
    /// <param name="model">The model or kernel: <c>CharGpt.Predict</c>.</param>
    /// <param name="argument">The argument's name.</param>
    /// <param name="got">The shape that came: <c>[4, 300]</c>.</param>
    /// <param name="expected">The shape that is taken: <c>[B, T&lt;=256]</c>.</param>
    public ShapeMismatchException(string model, string argument, string got, string expected)
        : this(model, argument, got, expected, advice: null)
    {
    }

    /// <summary>Says who got what, what was expected, and what to do.</summary>
    /// <param name="model">The model or kernel: <c>CharGpt.Predict</c>.</param>
    /// <param name="argument">The argument's name.</param>
    /// <param name="got">The shape that came.</param>
    /// <param name="expected">The shape that is taken.</param>
    /// <param name="advice">What to do about it, appended after a colon.</param>
    public ShapeMismatchException(string model, string argument, string got, string expected, string? advice)
        : base($"{model}: '{argument}' is {got}, expected {expected}{(advice is null ? "" : ": " + advice)}")
    {
        (Model, Argument, Got, Expected) = (model, argument, got, expected);
    }

    /// <summary>Says who got what, what was expected, and what would set it right, as far as the two shapes tell.</summary>
    /// <param name="model">The model or kernel: <c>CharGpt.Predict</c>.</param>
    /// <param name="argument">The argument's name.</param>
    /// <param name="got">The shape that came.</param>
    /// <param name="expected">The shape that is taken: <c>[B, T&lt;=256]</c>.</param>
    public static ShapeMismatchException Of(string model, string argument, ReadOnlySpan<long> got, string expected)
    {
        nint[] lengths = new nint[got.Length];
        for (int i = 0; i < lengths.Length; i++) lengths[i] = (nint)got[i];
        return new(model, argument, Guard.Describe(lengths), expected, ShapeAdvice.OfInput(lengths, expected));
    }

    /// <summary>The model or kernel that was called.</summary>
    public string Model { get; }

    /// <summary>The argument's name.</summary>
    public string Argument { get; }

    /// <summary>The shape that came.</summary>
    public string Got { get; }

    /// <summary>The shape that is taken.</summary>
    public string Expected { get; }

    /// <inheritdoc/>
    public override string? ParamName => Argument;
}
