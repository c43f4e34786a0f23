using System.Linq;
using ModelGen.Compiler.Emit;
using ModelGen.Compiler.Emit.Onnx;
using ModelGen.Compiler.Ir;

namespace ModelGen.Compiler.Ops.Transpose;

public sealed partial class TransposeOp : IOnnxOp
{
    void IOnnxOp.Emit(OnnxCalls onnx, Node node) => onnx.Call(node, "Transpose", [onnx.Use(node, 0), .. Order(node.Input(0).Type.Axes.Count).Select(axis => Literals.Int(axis))]);
}
