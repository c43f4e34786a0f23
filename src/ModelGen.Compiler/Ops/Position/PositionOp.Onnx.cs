using ModelGen.Compiler.Emit;
using ModelGen.Compiler.Emit.Onnx;
using ModelGen.Compiler.Ir;

namespace ModelGen.Compiler.Ops.Position;

public sealed partial class PositionOp : IOnnxOp
{
    void IOnnxOp.Emit(OnnxCalls onnx, Node node) => onnx.Call(node, "Position", [onnx.Use(node, 0), onnx.Use(node, 1), .. Offset == 0 ? [] : new[] { "offset: " + Literals.Int(Offset) }]);
}
