namespace ModelGen.Data.Tokenizers.Patterns;

/// <summary>What a <see cref="PatternNode"/> is.</summary>
internal enum PatternKind
{
    /// <summary>One code point of a set.</summary>
    One,

    /// <summary>Its children, one after the other.</summary>
    Sequence,

    /// <summary>The first of its children that leads to a match.</summary>
    Choice,

    /// <summary>Its child, again and again.</summary>
    Repeat,

    /// <summary>Its child, once it has matched never tried otherwise.</summary>
    Atomic,

    /// <summary>Its child matches from here on; nothing is used up.</summary>
    Ahead,

    /// <summary>Its child matches what ends here; nothing is used up.</summary>
    Behind,

    /// <summary>A place in the text.</summary>
    Place,
}
