using System.Linq;
using ModelGen.Compiler.Emit.Onnx;
using ModelGen.Compiler.Ir;

namespace ModelGen.Compiler.Ops.Expand;

public sealed partial class ExpandOp : IOnnxOp
{
    void IOnnxOp.Emit(OnnxCalls onnx, Node node) =>
        onnx.Call(node, "Expand", [onnx.Operand(node, 0), onnx.Use(node, 1), .. node.Input(0).Type.Axes.Select(axis => axis.Size.ToString())]);
}
