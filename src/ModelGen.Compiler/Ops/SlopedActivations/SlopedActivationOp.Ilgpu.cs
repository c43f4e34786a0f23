using ModelGen.Compiler.Emit;
using ModelGen.Compiler.Emit.Ilgpu;
using ModelGen.Compiler.Ir;
using static ModelGen.Compiler.Emit.Passes.NodeText;

namespace ModelGen.Compiler.Ops.SlopedActivations;

public sealed partial class SlopedActivationOp : IIlgpuOp
{
    void IIlgpuOp.Emit(GpuCalls gpu, Node node) =>
        gpu.Call(node, $"SlopedActivationKernels.{Kind}", gpu.Use(node.Input(0)), gpu.Use(node.Output), Count(node.Output), Literals.Float(Argument));
}

public sealed partial class SlopedActivationGradientOp : IIlgpuOp
{
    void IIlgpuOp.Emit(GpuCalls gpu, Node node) => gpu.Call(
        node,
        $"SlopedActivationKernels.{Kind}Backward",
        gpu.Use(node.Input(0)),
        gpu.Use(node.Input(1)),
        gpu.Use(node.Output),
        Count(node.Output),
        Literals.Float(Argument));
}
