using System.Collections.Generic;
using System.Linq;
using ModelGen.Compiler.Emit;
using ModelGen.Compiler.Emit.Onnx;
using ModelGen.Compiler.Ir;

namespace ModelGen.Compiler.Ops.Reshape;

public sealed partial class ReshapeOp : IOnnxOp
{
    // 0 keeps the axis of the input at that place.
    void IOnnxOp.Emit(OnnxCalls onnx, Node node)
    {
        TensorType x = node.Input(0).Type;
        IEnumerable<string> sizes = Type.Axes.Select((axis, i) => axis.Size.IsConstant ? Literals.Int(axis.Size.Constant) : i < x.Axes.Count && x.Axes[i].Size.Equals(axis.Size) ? "0" : "-1");
        onnx.Call(node, "Reshape", [onnx.Use(node, 0), .. sizes]);
    }
}
