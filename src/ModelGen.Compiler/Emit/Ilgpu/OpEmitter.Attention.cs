using ModelGen.Compiler.Emit.Ilgpu.Kernels;
using ModelGen.Compiler.Emit.Passes;
using ModelGen.Compiler.Ir;
using ModelGen.Compiler.Ops;
using ModelGen.Compiler.Ops.Backward;

namespace ModelGen.Compiler.Emit.Ilgpu;

/// <content>Attention.</content>
internal sealed partial class OpEmitter
{
    public override void Attention(AttentionOp op, Node node)
    {
        bool keeps = method.IsPlaced(node.Outputs[1]);
        string[] sum = keeps ? [method.Use(node.Outputs[1])] : [];
        var kernel = new AttentionForwardKernel(Text(op, node.Has(1)), keeps, IsCached: false);
        if (tensors is not null && tensors.IsTensor(op, node))
        {
            TensorAttention(tensors, kernel, node);
            return;
        }

        Launch(node, kernel,
            [method.Use(node.Input(0)), .. If(node, 1), method.Use(node.Output), .. sum, "B", "T", .. Random(op)]);
    }

    public override void AttentionBackward(AttentionBackwardOp op, Node node) => Launch(
        node,
        new AttentionGradientKernel(Text(op.Forward, node.Has(2))),
        [
            method.Use(node.Input(1)), .. If(node, 2), method.Use(node.Input(3)), method.Use(node.Input(4)), method.Use(node.Input(0)), method.Use(node.Output), "B", "T",
            .. Random(op.Forward),
        ]);

    // A prompt: the cache first gets the new keys and values, then attention runs over it.
    public override void CachedAttention(CachedAttentionOp op, Node node)
    {
        var text = new AttentionText(op.Heads, Causal: true, op.RotaryBase, HasMask: false, Dropout: 0, method.Context);
        (string keys, string values) = method.Cache(op);
        string packed = method.Use(node.Input(0));
        string output = method.Use(node.Output);
        method.Call(NodeText.Comment(node), kernels.Use(new CacheAppendKernel(text)), "device", packed, keys, values, "position", "T");
        method.Call("over the cache", kernels.Use(new AttentionForwardKernel(text, KeepsSum: false, IsCached: true)), "device", packed, keys, values, output, "position", "B", "T");
    }

    private AttentionText Text(AttentionOp op, bool hasMask) => new(op.Heads, op.Causal, op.RotaryBase, hasMask, op.Dropout, method.Context);

    private static string[] Random(AttentionOp op) => op.Dropout > 0 ? [Key(op.Site)] : [];
}
