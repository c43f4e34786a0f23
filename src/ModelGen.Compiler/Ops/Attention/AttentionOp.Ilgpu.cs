using System.Linq;
using ModelGen.Compiler.Emit.Ilgpu;
using ModelGen.Compiler.Emit.Ilgpu.Kernels;
using ModelGen.Compiler.Ir;
using static ModelGen.Compiler.Emit.Passes.NodeText;

namespace ModelGen.Compiler.Ops.Attention;

public sealed partial class AttentionOp : IIlgpuOp, IIlgpuLimit
{
    (string Argument, string Fault)? IIlgpuLimit.Limit(Node node) => Layout(node.Input(0), node.Input(1)).IlgpuLimit;

    void IIlgpuOp.Emit(GpuCalls gpu, Node node)
    {
        bool keeps = gpu.IsPlaced(node.Outputs[1]);
        string[] sum = keeps ? [gpu.Use(node.Outputs[1])] : [];
        gpu.Launch(
            node,
            new AttentionForwardKernel(GpuText(gpu, node.Inputs), keeps, IsCached: false),
            [.. node.Inputs.OfType<Value>().Select(gpu.Use), gpu.Use(node.Output), .. sum, .. GpuSizes(gpu, node.Input(0), node.Input(1))]);
    }

    internal AttentionText GpuText(GpuCalls gpu, System.Collections.Generic.IReadOnlyList<Value?> inputs) =>
        new(Layout(inputs[0]!, inputs[1]!), Causal, RotaryBase: 0, inputs[3] is not null, Dropout, gpu.Method.Context)
        {
            IsApart = true,
            OwnScale = Scale,
            Window = Window,
            SoftCap = SoftCap,
            HasTexts = HasTexts,
            Bias = inputs[4] is not { } bias ? AttentionBias.None : bias.Type.DType == DType.Mask ? AttentionBias.Hiding : IsRelative ? AttentionBias.Relative : AttentionBias.Biased,
        };

    /// <summary>The arguments behind the buffers.</summary>
    internal string[] GpuSizes(GpuCalls gpu, Value query, Value key) => [Size(query, 0), Size(query, 1), Size(key, 1), .. Dropout > 0 ? new[] { gpu.Key(Site) } : []];
}

public sealed partial class AttentionGradientOp : IIlgpuOp
{
    void IIlgpuOp.Emit(GpuCalls gpu, Node node)
    {
        Value?[] given = [.. node.Inputs.Skip(1).Take(5)];
        bool[] wanted = [.. Enumerable.Range(0, 4).Select(i => i < node.Outputs.Count && gpu.IsPlaced(node.Outputs[i]))];
        gpu.Launch(
            node,
            new AttentionGradientKernel(Forward.GpuText(gpu, given), wanted[0], wanted[1], wanted[2], wanted[3]),
            [
                .. given.OfType<Value>().Select(gpu.Use), gpu.Use(node.Input(6)), gpu.Use(node.Input(7)), gpu.Use(node.Input(0)),
                .. node.Outputs.Where((_, i) => wanted[i]).Select(gpu.Use), .. Forward.GpuSizes(gpu, given[0]!, given[1]!),
            ]);
    }
}
