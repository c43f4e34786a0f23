using System.Linq;
using ModelGen.Compiler.Emit;
using ModelGen.Compiler.Emit.Onnx;
using ModelGen.Compiler.Ir;

namespace ModelGen.Compiler.Ops.Concatenate;

public sealed partial class ConcatenateOp : IOnnxOp
{
    void IOnnxOp.Emit(OnnxCalls onnx, Node node) => onnx.Call(node, "Concatenate", [Literals.Int(Axis), .. node.Inputs.Select((_, i) => onnx.Operand(node, i))]);
}
