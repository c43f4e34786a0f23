namespace ModelGen.Compiler.Spec;

/// <summary>
/// Everything the compiler knows of one declaration: the incremental pipeline's cache key. Value-equal, free of symbols,
/// syntax and locations.
/// </summary>
/// <param name="Layers">The attributes of the language in syntax order, the input first; <c>[Model]</c>, <c>[Block]</c> and <c>[Backends]</c> left out.</param>
/// <param name="Blocks">Every block reachable from <paramref name="Layers"/>, each once.</param>
public sealed record ModelSpec(
    TypeSpec Type,
    EquatableArray<LayerSpec> Layers,
    EquatableArray<BlockSpec> Blocks = default,
    EquatableArray<string> Backends = default)
{
    /// <summary>The graph method that says what a pipeline's layers do not; null for a pipeline.</summary>
    public GraphSpec? Graph { get; init; }

    /// <summary>The weight file that it is checked against; null for none.</summary>
    public WeightsSpec? Weights { get; init; }

    /// <summary>How the weights of products are held: a member of the runtime's <c>Weights</c>; null: as floats.</summary>
    public string? Quantized { get; init; }

    /// <summary>Beginnings of names of tensors of a head that is not the published one: a weight file may lack them.</summary>
    public EquatableArray<string> NewHeads { get; init; }

    /// <summary>Beginnings of names of tensors that weight files may have beside the model's: of another head. Known once a preset is expanded.</summary>
    public EquatableArray<string> PassedOver { get; init; }

    /// <summary>Further graph methods: what predicts from other inputs with the layers of shared methods.</summary>
    public EquatableArray<GraphSpec> Entries { get; init; }

    /// <summary>The method that says what training makes small; null where <c>[Loss]</c> does, or nothing.</summary>
    public GraphSpec? Objective { get; init; }
}
