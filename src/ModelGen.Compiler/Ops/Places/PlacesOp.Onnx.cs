using System.Linq;
using ModelGen.Compiler.Emit;
using ModelGen.Compiler.Emit.Onnx;
using ModelGen.Compiler.Ir;

namespace ModelGen.Compiler.Ops.Places;

public sealed partial class PlacesOp : IOnnxOp
{
    // A size that a call brings is the place of an axis that has it, from the end: -1 - place.
    void IOnnxOp.Emit(OnnxCalls onnx, Node node) =>
        onnx.Call(node, "Places", [onnx.Use(node, 0), Literals.Int(Axis), .. Type.Axes.Select(each => each.Size.IsConstant ? Literals.Int(each.Size.Constant) : Literals.Int(-1 - From(node.Input(0).Type, each)))]);
}
