namespace ModelGen.Data.Chat.Templates;

/// <summary>How a loop goes on after a statement.</summary>
internal enum LoopControl
{
    /// <summary>With the next statement.</summary>
    None,

    /// <summary>With the next element.</summary>
    Continue,

    /// <summary>It ends.</summary>
    Break,
}
