using System.Linq;
using ModelGen.Compiler.Emit;
using ModelGen.Compiler.Emit.Onnx;
using ModelGen.Compiler.Ir;

namespace ModelGen.Compiler.Ops.Rotary;

public sealed partial class RotaryOp : IOnnxOp
{
    void IOnnxOp.Emit(OnnxCalls onnx, Node node)
    {
        string angles = IsPlain ? Literals.Float(Rotation.Base) : $"[{string.Join(", ", Rotation.Frequencies.Select(Literals.Double))}]";
        onnx.Call(node, "Rotary", [onnx.Use(node, 0), .. Heads.Onnx, angles, Literals.Int(node.Input(0).Type.Axes[1].Maximum), .. Rotation.Magnitude == 1 ? new string[0] : [Literals.Double(Rotation.Magnitude)]]);
    }
}
