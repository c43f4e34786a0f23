namespace ModelGen.Data.Chat.Templates;

/// <summary>Kinds of parts of templates.</summary>
internal enum TemplateTokenKind
{
    /// <summary>What is written as it stands.</summary>
    Data,

    /// <summary>Where <c>{{</c> is.</summary>
    OutputStart,

    /// <summary>Where <c>{%</c> is.</summary>
    StatementStart,

    /// <summary>The end of either.</summary>
    End,

    /// <summary>A name or a word.</summary>
    Name,

    /// <summary>A text in quotes.</summary>
    Text,

    /// <summary>A whole number.</summary>
    Whole,

    /// <summary>Another number.</summary>
    Number,

    /// <summary>Anything else.</summary>
    Sign,
}
