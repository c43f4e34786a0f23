namespace ModelGen;

/// <summary>What a loss in an objective makes of its terms.</summary>
public enum Reduction
{
    /// <summary>The mean over all targets of the batch that count, each with the weight of its example: one number.</summary>
    Mean,

    /// <summary>Each example's sum.</summary>
    Sum,

    /// <summary>The terms, one for each target.</summary>
    None,
}
