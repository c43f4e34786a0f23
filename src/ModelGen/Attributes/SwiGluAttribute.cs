namespace ModelGen;

/// <summary>down(silu(gate(x)) ⊙ up(x)), three linear maps through [hidden]; [F] or [T, F] -> same.</summary>
/// <param name="hidden">The size between the maps.</param>
/// <remarks>Shazeer 2020, arXiv:2002.05202.</remarks>
public sealed class SwiGluAttribute(int hidden) : LayerAttribute
{
    /// <summary>The size between the maps.</summary>
    public int Hidden { get; } = hidden;

    /// <summary>Whether the three maps have biases.</summary>
    public bool Bias { get; set; }

    /// <summary>The name in <c>Parameters</c> and in weight files; otherwise <c>swiGlu</c>, numbered when repeated.</summary>
    public string? Name { get; set; }
}
