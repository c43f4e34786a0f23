namespace ModelGen.Tables;

/// <summary>What is done to numbers before they are scaled.</summary>
public enum Curve
{
    /// <summary>Nothing.</summary>
    Linear,

    /// <summary>The natural logarithm: of prices, populations and whatever else grows by factors. A number that is not above 0 is an error.</summary>
    Log,

    /// <summary>The natural logarithm of 1 + x: of counts, which may be 0. A number that is not above -1 is an error.</summary>
    Log1p,
}
