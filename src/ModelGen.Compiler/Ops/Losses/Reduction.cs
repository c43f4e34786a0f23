namespace ModelGen.Compiler.Ops.Losses;

/// <summary>What a loss makes of its terms.</summary>
public enum Reduction
{
    /// <summary>The mean over all targets of the batch that count, each with its example's weight: [1].</summary>
    Mean,

    /// <summary>Each example's sum over its targets that count: [B].</summary>
    Sum,

    /// <summary>The terms, one for each target; 0 where it does not count.</summary>
    None,
}
