namespace ModelGen.Training;

/// <summary>What a <see cref="Lora"/> trains.</summary>
public sealed record LoraOptions
{
    /// <summary>The rank of each change: an [out, in] matrix gets rank · (out + in) numbers.</summary>
    public int Rank { get; init; } = 8;

    /// <summary>The change is Alpha / <see cref="Rank"/> · B · A.</summary>
    public double Alpha { get; init; } = 16;

    /// <summary>Modules whose matrices get a change, parted by commas: the last words of their names in weight files, <c>q_proj,v_proj</c>.</summary>
    public string Targets { get; init; } = "q_proj,v_proj";

    /// <summary>Modules that are trained whole, parted by commas: a new head, <c>classifier</c>. PEFT calls them modules_to_save.</summary>
    public string Whole { get; init; } = "";

    /// <summary>The seed of the first A; B begins as 0, so that the model begins as it was.</summary>
    public long Seed { get; init; }
}
