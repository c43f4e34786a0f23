namespace ModelGen.Data;

/// <summary>Which of two texts is cut where both together are too long.</summary>
public enum TruncationOrder
{
    /// <summary>The longer one until both are of one length, then both.</summary>
    LongestFirst,

    /// <summary>The first alone.</summary>
    OnlyFirst,

    /// <summary>The second alone.</summary>
    OnlySecond,
}
