using System;
using ModelGen.Compiler.Emit;
using ModelGen.Compiler.Emit.Cpu;
using ModelGen.Compiler.Ir;
using static ModelGen.Compiler.Emit.Passes.NodeText;

namespace ModelGen.Compiler.Ops.Attention;

public sealed partial class PackedAttentionOp : ICpuOp
{
    void ICpuOp.Emit(CpuCalls cpu, Node node) => cpu.Call(
        node,
        "AttentionKernels.Forward",
        [
            cpu.Use(node.Input(0)), cpu.Use(node, 1, "mask"), cpu.Use(node.Output), cpu.Use(node.Outputs[1], "logSumExp"),
            Batch(node), Time(node), .. Heads.Cpu, .. CpuOptions(cpu),
        ]);

    internal string[] CpuOptions(CpuCalls cpu) =>
    [
        "causal: " + Literals.Bool(Causal), .. Dropout > 0 ? ["dropout: " + Literals.Float(Dropout), "key: " + cpu.Key(Site)] : Array.Empty<string>(),
        .. Window > 0 ? ["window: " + Literals.Int(Window)] : Array.Empty<string>(), .. SoftCap > 0 ? ["softCap: " + Literals.Float(SoftCap)] : Array.Empty<string>(),
        .. HasTexts ? ["texts: true"] : Array.Empty<string>(),
    ];
}

public sealed partial class PackedAttentionGradientOp : ICpuOp
{
    void ICpuOp.Emit(CpuCalls cpu, Node node) => cpu.Call(
        node,
        "AttentionKernels.Backward",
        [
            cpu.Use(node.Input(1)), cpu.Use(node, 2, "mask"), cpu.Use(node.Input(3)), cpu.Use(node.Input(4)), cpu.Use(node.Input(0)),
            cpu.Use(node.Output), Batch(node), Time(node), .. Forward.Heads.Cpu, .. Forward.CpuOptions(cpu),
        ]);
}

public sealed partial class CachedAttentionOp : ICpuOp
{
    void ICpuOp.Emit(CpuCalls cpu, Node node)
    {
        (string keys, string values) = cpu.Method.Cache(this);
        if (cpu.Method.IsBranching)
        {
            (string ownKeys, string ownValues) = cpu.Method.BranchRows(this);
            cpu.Call(
                node,
                "AttentionKernels.DecodeBranches",
                [cpu.Use(node.Input(0)), keys, values, ownKeys, ownValues, "branches.Places", cpu.Use(node.Output), "branches.Shared", "branches.Own", Time(node), .. Heads.Cpu, .. CpuForm]);
            return;
        }

        cpu.Call(
            node,
            "AttentionKernels.Decode",
            [cpu.Use(node.Input(0)), keys, values, cpu.Use(node.Output), "position", Time(node), .. Heads.Cpu, "context: " + Literals.Int(cpu.Method.Context), .. CpuForm]);
    }

    private string[] CpuForm => [.. Window > 0 ? ["window: " + Literals.Int(Window)] : Array.Empty<string>(), .. SoftCap > 0 ? ["softCap: " + Literals.Float(SoftCap)] : Array.Empty<string>()];
}
