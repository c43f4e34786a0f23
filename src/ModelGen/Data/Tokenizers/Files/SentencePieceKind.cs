namespace ModelGen.Data.Tokenizers.Files;

/// <summary>What a piece of SentencePiece is for, by its own numbers.</summary>
internal enum SentencePieceKind
{
    /// <summary>A part of words.</summary>
    Normal = 1,

    /// <summary>Stands for what is in no piece.</summary>
    Unknown = 2,

    /// <summary>A mark, such as the end of a text.</summary>
    Control = 3,

    /// <summary>Found in a text before all others.</summary>
    UserDefined = 4,

    /// <summary>Of no use any more.</summary>
    Unused = 5,

    /// <summary>A byte of what is in no piece.</summary>
    Byte = 6,
}
