using ModelGen.Compiler.Emit;
using ModelGen.Compiler.Emit.Ilgpu;
using ModelGen.Compiler.Emit.Ilgpu.Kernels;
using ModelGen.Compiler.Emit.Passes;
using ModelGen.Compiler.Ir;
using static ModelGen.Compiler.Emit.Passes.NodeText;

namespace ModelGen.Compiler.Ops.Attention;

public sealed partial class PackedAttentionOp : IIlgpuOp, IIlgpuLimit
{
    (string Argument, string Fault)? IIlgpuLimit.Limit(Node node) => Heads.IlgpuLimit;

    void IIlgpuOp.Emit(GpuCalls gpu, Node node)
    {
        bool keeps = gpu.IsPlaced(node.Outputs[1]);
        string[] sum = keeps ? [gpu.Use(node.Outputs[1])] : [];
        var kernel = new AttentionForwardKernel(GpuText(gpu, node.Input(0), node.Has(1)), keeps, IsCached: false);
        if (gpu.Tensors is { } tensors && TensorPlan.IsTensor(this))
        {
            gpu.Kernels.Use(kernel);
            gpu.Launch(node, new TensorAttentionKernel(kernel, tensors.IsRounded(node.Input(0)), tensors.IsRounded(node.Output)),
                ["tensors", gpu.Use(node.Input(0)), .. gpu.If(node, 1), gpu.Use(node.Output), .. sum, Batch(node), Time(node)]);
            return;
        }

        gpu.Launch(node, kernel,
            [gpu.Use(node.Input(0)), .. gpu.If(node, 1), gpu.Use(node.Output), .. sum, Batch(node), Time(node), .. GpuRandom(gpu)]);
    }

    internal AttentionText GpuText(GpuCalls gpu, Value packed, bool hasMask) => new(Heads, Causal, RotaryBase, hasMask, Dropout, gpu.Positions(packed)) { Window = Window, SoftCap = SoftCap, HasTexts = HasTexts };

    internal string[] GpuRandom(GpuCalls gpu) => Dropout > 0 ? [gpu.Key(Site)] : [];
}

public sealed partial class PackedAttentionGradientOp : IIlgpuOp
{
    void IIlgpuOp.Emit(GpuCalls gpu, Node node)
    {
        var kernel = new AttentionGradientKernel(Forward.GpuText(gpu, node.Input(1), node.Has(2)));
        string[] arguments =
        [
            gpu.Use(node.Input(1)), .. gpu.If(node, 2), gpu.Use(node.Input(3)), gpu.Use(node.Input(4)), gpu.Use(node.Input(0)), gpu.Use(node.Output), Batch(node), Time(node),
            .. Forward.GpuRandom(gpu),
        ];
        if (gpu.Tensors is not null && TensorPlan.IsTensor(Forward))
        {
            gpu.Kernels.Use(kernel);
            gpu.Launch(node, new TensorAttentionGradientKernel(kernel), ["tensors", .. arguments]);
            return;
        }

        gpu.Launch(node, kernel, arguments);
    }
}

public sealed partial class CachedAttentionOp : IIlgpuOp
{
    // A prompt: the cache first gets the new keys and values, then attention runs over it.
    void IIlgpuOp.Emit(GpuCalls gpu, Node node)
    {
        var text = new AttentionText(Heads, Causal: true, RotaryBase, HasMask: false, Dropout: 0, gpu.Method.Context) { Window = Window, SoftCap = SoftCap };
        (string keys, string values) = gpu.Method.Cache(this);
        string packed = gpu.Use(node.Input(0));
        string output = gpu.Use(node.Output);
        gpu.Method.Call(NodeText.Comment(node), gpu.Kernels.Use(new CacheAppendKernel(text)), "device", packed, keys, values, "position", Time(node));
        var kernel = new AttentionForwardKernel(text, KeepsSum: false, IsCached: true);
        string over = gpu.Kernels.Use(kernel);
        if (gpu.Tensors is { } tensors && TensorPlan.IsTensor(this))
        {
            over = gpu.Kernels.Use(new TensorAttentionKernel(kernel, Narrow: false, tensors.IsRounded(node.Output)));
            gpu.Method.Call("over the cache", over, "device", "tensors", packed, keys, values, output, "position", Batch(node), Time(node));
            return;
        }

        gpu.Method.Call("over the cache", over, "device", packed, keys, values, output, "position", Batch(node), Time(node));
    }
}
