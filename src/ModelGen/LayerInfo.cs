namespace ModelGen;

/// <summary>One row of a model's table.</summary>
/// <param name="Name">The layer's name, as in weight files: <c>linear1</c>.</param>
/// <param name="Kind">The layer as declared: <c>Linear(64)</c>.</param>
/// <param name="Output">Its output's type: <c>[T&lt;=256, F:384]</c>.</param>
/// <param name="Parameters">The number of trainable values.</param>
/// <param name="Flops">Floating-point operations of one example's forward pass, a multiply-add counted as two.</param>
public sealed record LayerInfo(string Name, string Kind, string Output, long Parameters, long Flops);
