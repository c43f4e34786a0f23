using System.Linq;
using ModelGen.Compiler.Emit;
using ModelGen.Compiler.Emit.Ilgpu;
using ModelGen.Compiler.Ir;
using ModelGen.Compiler.Ops.Attention;

namespace ModelGen.Compiler.Ops.Rotary;

public sealed partial class RotaryOp : IIlgpuOp
{
    void IIlgpuOp.Emit(GpuCalls gpu, Node node) => gpu.Call(
        node,
        "RotaryKernels.Forward",
        [gpu.Use(node.Input(0)), gpu.Use(node.Output), .. IlgpuArguments(gpu, node, Rotation, Heads, AtPosition), .. gpu.Start(AtPosition)]);

    internal static string[] IlgpuArguments(GpuCalls gpu, Node node, Rotation rotation, HeadLayout heads, bool atPosition = false)
    {
        string half = Literals.Int(rotation.Turned / 2), context = Literals.Int(gpu.Positions(node.Input(0)));
        string angles = rotation.IsPlain(heads.Size)
            ? $"device.Angles({Literals.Int(heads.Size)}, {Literals.Float(rotation.Base)}, {context})"
            : $"device.Angles(\"{string.Join(" ", rotation.Frequencies.Select(Rotation.Text))}\", {half}, {context}{(rotation.Magnitude == 1 ? "" : ", " + Literals.Double(rotation.Magnitude))})";
        return [angles, .. gpu.Steps(node, atPosition), Literals.Int(heads.Count), Literals.Int(heads.KeyValue), Literals.Int(heads.Size), half];
    }
}

public sealed partial class RotaryGradientOp : IIlgpuOp
{
    void IIlgpuOp.Emit(GpuCalls gpu, Node node) =>
        gpu.Call(node, "RotaryKernels.Backward", [gpu.Use(node.Input(0)), gpu.Use(node.Output), .. RotaryOp.IlgpuArguments(gpu, node, Rotation, Heads)]);
}
