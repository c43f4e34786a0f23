namespace ModelGen.Weights;

/// <summary>How weights are written.</summary>
public sealed record SaveOptions
{
    /// <summary>F32, F16 or BF16, rounded to nearest.</summary>
    public SafeTensorType Type { get; init; } = SafeTensorType.F32;

    /// <summary>Whether numbers are written that are infinite, NaN, or beyond the largest that <see cref="Type"/> has; such a file is of use to find a fault, and of no other.</summary>
    public bool AllowNonFinite { get; init; }
}
