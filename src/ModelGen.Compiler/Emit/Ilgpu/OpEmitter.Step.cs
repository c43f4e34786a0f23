using ModelGen.Compiler.Emit.Ilgpu.Kernels;
using ModelGen.Compiler.Emit.Ilgpu.Step;
using ModelGen.Compiler.Ir;

namespace ModelGen.Compiler.Emit.Ilgpu;

/// <content>Decoding of one token.</content>
internal sealed partial class OpEmitter
{
    public void RowProduct(RowProductOp op, Node node)
    {
        var kernel = new RowProductKernel(Size(node.Input(1), 0), Size(node.Input(1), 1), node.Has(2), op.Activation, op.Norm, op.IsGated, node.Has(3));
        if (tensors is not null && kernel.CanNarrow)
        {
            Launch(node, new TensorRowProduct(kernel),
                ["tensors", method.Use(node.Input(0)), "p." + node.Input(1).Parameter!.Member, .. If(node, 2), method.Use(node.Output), .. If(node, 3), .. If(node, 4), .. If(node, 5)]);
            return;
        }

        Launch(node, kernel, [method.Use(node.Input(0)), method.Use(node.Input(1)), .. If(node, 2), method.Use(node.Output), .. If(node, 3), .. If(node, 4), .. If(node, 5)]);
    }

    public void StepAttention(StepAttentionOp op, Node node)
    {
        (string keys, string values) = method.Cache(op.Attention);
        Launch(node, new StepAttentionKernel(op.Text), method.Use(node.Input(0)), keys, values, method.Use(node.Output), "position");
    }

    public void StepCombine(StepCombineOp op, Node node) =>
        Launch(node, new StepCombineKernel(op.Text), method.Use(node.Input(0)), method.Use(node.Output), "position");
}
