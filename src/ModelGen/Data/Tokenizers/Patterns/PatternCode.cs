namespace ModelGen.Data.Tokenizers.Patterns;

/// <summary>What a <see cref="PatternStep"/> does.</summary>
internal enum PatternCode
{
    /// <summary>Takes one code point of a set.</summary>
    One,

    /// <summary>Takes as many code points of a set as there are, and gives them back one by one.</summary>
    Many,

    /// <summary>Takes as many code points of a set as there are, and keeps them.</summary>
    All,

    /// <summary>Goes on at <see cref="PatternStep.To"/>, or else at <see cref="PatternStep.Other"/>.</summary>
    Try,

    /// <summary>Goes on at <see cref="PatternStep.To"/>.</summary>
    Jump,

    /// <summary>Runs the steps that follow up to their end as a match of their own, keeps it and goes on behind it at <see cref="PatternStep.To"/>.</summary>
    Atomic,

    /// <summary>Runs the steps that follow, and goes on at <see cref="PatternStep.To"/> from the same place if they match.</summary>
    Look,

    /// <summary>As <see cref="Look"/>, if they do not match.</summary>
    LookNot,

    /// <summary>Asks for a place.</summary>
    Place,

    /// <summary>A match.</summary>
    End,
}
