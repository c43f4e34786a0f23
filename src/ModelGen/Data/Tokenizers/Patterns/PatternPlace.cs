namespace ModelGen.Data.Tokenizers.Patterns;

/// <summary>A place in a text that a pattern asks for.</summary>
internal enum PatternPlace
{
    /// <summary>Where the text begins: <c>\A</c>.</summary>
    TextStart,

    /// <summary>Where it ends: <c>\z</c>.</summary>
    TextEnd,

    /// <summary>Where it ends, or before a line feed that ends it: <c>\Z</c>.</summary>
    LastLineEnd,

    /// <summary>Where a line begins: <c>^</c>.</summary>
    LineStart,

    /// <summary>Where a line ends: <c>$</c>.</summary>
    LineEnd,

    /// <summary>Between a word and what is none: <c>\b</c>.</summary>
    WordEdge,

    /// <summary>Anywhere else: <c>\B</c>.</summary>
    NoWordEdge,
}
