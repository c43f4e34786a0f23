using System.Linq;
using ModelGen.Compiler.Emit;
using ModelGen.Compiler.Emit.Cpu;
using ModelGen.Compiler.Ir;
using static ModelGen.Compiler.Emit.Passes.NodeText;

namespace ModelGen.Compiler.Ops.Attention;

public sealed partial class AttentionOp : ICpuOp
{
    void ICpuOp.Emit(CpuCalls cpu, Node node) => cpu.Call(
        node,
        "AttentionKernels.Forward",
        [
            cpu.Use(node.Input(0)), cpu.Use(node.Input(1)), cpu.Use(node.Input(2)), cpu.Use(node, 3, "mask"), cpu.Use(node, 4, "bias"), cpu.Use(node.Output), cpu.Use(node.Outputs[1], "logSumExp"),
            .. CpuSizes(cpu, node.Input(0), node.Input(1), node.Has(4) ? node.Input(4) : null),
        ]);

    /// <summary>The arguments behind the buffers.</summary>
    internal string[] CpuSizes(CpuCalls cpu, Value query, Value key, Value? bias) =>
    [
        Size(query, 0), Size(query, 1), Size(key, 1), .. Layout(query, key).Cpu, "causal: " + Literals.Bool(Causal),
        .. Scale == 0 ? [] : new[] { "scale: " + Literals.Float(Scale) }, .. bias is { Type.DType: DType.Mask } ? ["hides: true"] : Enumerable.Empty<string>(),
        .. Dropout == 0 ? [] : new[] { "dropout: " + Literals.Float(Dropout), "key: " + cpu.Key(Site) }, .. Window > 0 ? ["window: " + Literals.Int(Window)] : Enumerable.Empty<string>(), .. SoftCap > 0 ? ["softCap: " + Literals.Float(SoftCap)] : Enumerable.Empty<string>(), .. HasTexts ? ["texts: true"] : Enumerable.Empty<string>(), .. IsRelative ? ["relative: true"] : Enumerable.Empty<string>(),
    ];
}

public sealed partial class AttentionGradientOp : ICpuOp
{
    void ICpuOp.Emit(CpuCalls cpu, Node node) => cpu.Call(
        node,
        "AttentionKernels.Backward",
        [
            cpu.Use(node.Input(1)), cpu.Use(node.Input(2)), cpu.Use(node.Input(3)), cpu.Use(node, 4, "mask"), cpu.Use(node, 5, "bias"), cpu.Use(node.Input(6)), cpu.Use(node.Input(7)), cpu.Use(node.Input(0)),
            cpu.Use(node.Outputs[0], "dQuery"), cpu.Use(node.Outputs[1], "dKeys"), cpu.Use(node.Outputs[2], "dValues"), node.Outputs.Count > 3 ? cpu.Use(node.Outputs[3], "dBias") : "dBias: default",
            .. Forward.CpuSizes(cpu, node.Input(1), node.Input(2), node.Has(5) ? node.Input(5) : null),
        ]);
}
