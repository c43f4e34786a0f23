namespace ModelGen.Data.Tokenizers.Splitting;

/// <summary>What becomes of the matches that cut a text, by the names of tokenizer files.</summary>
internal enum SplitBehavior
{
    /// <summary>Each is a piece.</summary>
    Isolated,

    /// <summary>They are left out.</summary>
    Removed,

    /// <summary>Each belongs to the piece before it.</summary>
    MergedWithPrevious,

    /// <summary>Each belongs to the piece behind it.</summary>
    MergedWithNext,

    /// <summary>Those side by side are one piece.</summary>
    Contiguous,
}
