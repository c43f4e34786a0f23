namespace ModelGen.Data;

/// <summary>At which end a text that is too long is cut.</summary>
public enum TruncationSide
{
    /// <summary>Its end is cut.</summary>
    End,

    /// <summary>Its beginning is cut.</summary>
    Start,
}
