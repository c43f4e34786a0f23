using ModelGen.Compiler.Emit.Ilgpu.Kernels;
using ModelGen.Compiler.Ir;

namespace ModelGen.Compiler.Emit.Ilgpu;

/// <content>Prediction in 16 bits: the ops that have a form of their own there.</content>
internal sealed partial class OpEmitter
{
    private void TensorLinear(TensorPlan plan, ProductKernel product, Node node)
    {
        // The launcher takes the product in 32 bits where there are no tensor cores.
        kernels.Use(product);
        Launch(node, new TensorProduct(product, plan.IsRounded(node.Input(0)), plan.IsRounded(node.Output)),
        [
            "tensors", method.Use(node.Input(0)), "p." + node.Input(1).Parameter!.Member, .. If(node, 2), method.Use(node.Output), .. If(node, 3), Rows(node.Input(0)),
        ]);
    }

    private void TensorAttention(TensorPlan plan, AttentionForwardKernel attention, Node node)
    {
        kernels.Use(attention);
        Launch(node, new TensorAttentionKernel(attention, plan.IsRounded(node.Input(0))),
            ["tensors", method.Use(node.Input(0)), .. If(node, 1), method.Use(node.Output), "B", "T"]);
    }
}
