using ModelGen.Compiler.Ir;

namespace ModelGen.Compiler.Emit.TorchSharp;

/// <summary>An op of a forward pass that the TorchSharp target has: what the partial of an op's room implements.</summary>
internal interface ITorchOp
{
    /// <summary>Writes the node as a statement of <c>forward</c>, or a few; libtorch differentiates them.</summary>
    void Emit(TorchStatements torch, Node node);
}
