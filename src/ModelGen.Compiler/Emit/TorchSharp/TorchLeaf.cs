using ModelGen.Compiler.Ir;

namespace ModelGen.Compiler.Emit.TorchSharp;

/// <summary>A parameter of the class itself, or a module with parameters of its own: <c>nn.Linear</c>, <c>nn.LayerNorm</c>, <c>nn.Embedding</c> or one that is emitted.</summary>
/// <param name="Type">The field's type.</param>
/// <param name="Creation">What the constructor assigns.</param>
internal sealed record TorchLeaf(string Type, string Creation)
{
    /// <summary>It is no module: the field is the parameter.</summary>
    public bool IsField => Type == TorchText.Parameter;

    public static TorchLeaf Field(ParameterDecl parameter) => new(TorchText.Parameter, $"new {TorchText.Parameter}(Sharp::torch.zeros({TorchText.Longs([.. parameter.Sizes])}, {TorchText.Place})");

    /// <summary>It can be called with a tensor and gives one; recurrent modules have states.</summary>
    public bool IsPlain => Type is not (TorchText.Parameter or TorchText.Modules + "RNN" or TorchText.Modules + "GRU" or TorchText.Modules + "LSTM");
}
