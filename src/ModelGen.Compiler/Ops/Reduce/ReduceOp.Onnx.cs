using System.Linq;
using ModelGen.Compiler.Emit;
using ModelGen.Compiler.Emit.Onnx;
using ModelGen.Compiler.Ir;

namespace ModelGen.Compiler.Ops.Reduce;

public sealed partial class ReduceOp : IOnnxOp
{
    void IOnnxOp.Emit(OnnxCalls onnx, Node node) => onnx.Call(
        node,
        "Reduce",
        [
            onnx.Operand(node, 0), Literals.Text(Kind.ToString()), $"[{string.Join(", ", Enumerable.Range(First, Axes).Select(axis => Literals.Int(axis)))}]", "rank: " + Literals.Int(node.Input(0).Type.Axes.Count),
            .. onnx.Mask(node, 1),
        ]);
}
