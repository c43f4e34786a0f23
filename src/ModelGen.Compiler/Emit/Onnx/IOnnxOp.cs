using ModelGen.Compiler.Ir;

namespace ModelGen.Compiler.Emit.Onnx;

/// <summary>An op of prediction that the ONNX target has: what the partial of an op's room implements.</summary>
internal interface IOnnxOp
{
    /// <summary>Writes the call that appends the node's operators to the graph.</summary>
    void Emit(OnnxCalls onnx, Node node);
}
