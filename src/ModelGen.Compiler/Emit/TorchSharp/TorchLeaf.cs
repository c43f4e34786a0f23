namespace ModelGen.Compiler.Emit.TorchSharp;

/// <summary>A module with parameters of its own: <c>nn.Linear</c>, <c>nn.LayerNorm</c>, <c>nn.Embedding</c> or one that is emitted.</summary>
/// <param name="Type">The field's type.</param>
/// <param name="Creation">What the constructor assigns.</param>
internal sealed record TorchLeaf(string Type, string Creation)
{
    /// <summary>It can be called with a tensor and gives one; recurrent modules have states.</summary>
    public bool IsPlain => Type is not (TorchText.Parameter or TorchText.Modules + "RNN" or TorchText.Modules + "GRU" or TorchText.Modules + "LSTM");
}
