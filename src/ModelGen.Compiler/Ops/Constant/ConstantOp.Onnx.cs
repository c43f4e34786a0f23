using System.Linq;
using ModelGen.Compiler.Emit;
using ModelGen.Compiler.Emit.Onnx;
using ModelGen.Compiler.Ir;

namespace ModelGen.Compiler.Ops.Constant;

public sealed partial class ConstantOp : IOnnxOp
{
    void IOnnxOp.Emit(OnnxCalls onnx, Node node) => onnx.Call(node, "Constant", [Literals.List(Values), .. Type.Axes.Select(axis => axis.Size.ToString())]);
}
