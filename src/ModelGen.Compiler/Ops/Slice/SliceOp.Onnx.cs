using ModelGen.Compiler.Emit;
using ModelGen.Compiler.Emit.Onnx;
using ModelGen.Compiler.Ir;

namespace ModelGen.Compiler.Ops.Slice;

public sealed partial class SliceOp : IOnnxOp
{
    void IOnnxOp.Emit(OnnxCalls onnx, Node node) => onnx.Call(node, "Slice", onnx.Use(node, 0), Literals.Int(Axis), Start.ToString(), Part.Size.ToString());
}
