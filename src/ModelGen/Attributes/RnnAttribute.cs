namespace ModelGen;

/// <summary>h' = tanh(W·x + U·h + b): [T, F] -> [hidden], the last step's state, or [T, hidden]; twice hidden if bidirectional.</summary>
/// <param name="hidden">The size of the state.</param>
/// <remarks>Elman 1990.</remarks>
public sealed class RnnAttribute(int hidden) : LayerAttribute
{
    /// <summary>The size of the state.</summary>
    public int Hidden { get; } = hidden;

    /// <summary>Gives every step's state, [T, hidden], not just the last one's.</summary>
    public bool ReturnSequences { get; set; }

    /// <summary>Also reads backwards and appends that state.</summary>
    public bool Bidirectional { get; set; }

    /// <summary>Stacked layers.</summary>
    public int Layers { get; set; } = 1;

    /// <summary>The name in <c>Parameters</c> and in weight files; otherwise <c>rnn</c>, numbered when repeated. Empty: its parameters stand beside those of other layers.</summary>
    public string? Name { get; set; }

    /// <summary>The prefix in weight files, where it is not <see cref="Name"/>: <c>features.0</c>; empty for none.</summary>
    public string? WeightName { get; set; }
}
