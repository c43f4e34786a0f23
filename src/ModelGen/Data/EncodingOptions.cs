namespace ModelGen.Data;

/// <summary>How long texts are cut, and how those of a batch are made of one length.</summary>
public sealed record EncodingOptions
{
    /// <summary>The most ids of a text, with what is put around it.</summary>
    public int Maximum { get; init; } = int.MaxValue;

    /// <summary>Of a long text in windows (<see cref="PretrainedTokenizer.TokenizeWindows"/>): the ids that each shares with the one before it.</summary>
    public int Stride { get; init; }

    /// <summary>At which end texts are cut.</summary>
    public TruncationSide TruncationSide { get; init; }

    /// <summary>Which of two texts is cut.</summary>
    public TruncationOrder TruncationOrder { get; init; }

    /// <summary>The length of all texts of a batch, if they are no longer; 0: that of the longest.</summary>
    public int PadTo { get; init; }

    /// <summary>The length of a batch is a multiple of this.</summary>
    public int PadToMultipleOf { get; init; } = 1;

    /// <summary>Whether padding stands before texts, not behind them.</summary>
    public bool PadsStart { get; init; }

    /// <summary>The id of padding; null: the file's own, or the first of <c>&lt;pad&gt;</c>, <c>[PAD]</c>, <c>&lt;|endoftext|&gt;</c> that there is.</summary>
    public int? PaddingId { get; init; }

    /// <summary>The type of padding.</summary>
    public int PaddingType { get; init; }
}
