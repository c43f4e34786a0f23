namespace ModelGen;

/// <summary>down(silu(gate(x)) ⊙ up(x)), three linear maps through [hidden]; [F] or [T, F] -> same.</summary>
/// <param name="hidden">The size between the maps.</param>
/// <remarks>Shazeer 2020, arXiv:2002.05202.</remarks>
public sealed class SwiGluAttribute(int hidden) : LayerAttribute
{
    /// <summary>The size between the maps.</summary>
    public int Hidden { get; } = hidden;

    /// <summary>The function of the gate.</summary>
    public Gate Gate { get; set; }

    /// <summary>Whether the three maps have biases.</summary>
    public bool Bias { get; set; }

    /// <summary>Weights are drawn from a normal distribution of this standard deviation, biases are 0. 0: PyTorch's default for a linear map.</summary>
    public double InitStd { get; set; }

    /// <summary>The name in <c>Parameters</c> and in weight files; otherwise <c>swiGlu</c>, numbered when repeated. Empty: its parameters stand beside those of other layers.</summary>
    public string? Name { get; set; }

    /// <summary>
    /// The prefix in weight files, where it is not <see cref="Name"/>; empty for none. In braces, names for the three maps, gate, up and down:
    /// <c>mlp.{gate_proj,up_proj,down_proj}</c>; or for two, where a file has gate and up in one tensor: <c>mlp.{gate_up_proj,down_proj}</c>.
    /// </summary>
    public string? WeightName { get; set; }
}
