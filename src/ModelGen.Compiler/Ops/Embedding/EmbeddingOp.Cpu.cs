using ModelGen.Compiler.Emit;
using ModelGen.Compiler.Emit.Cpu;
using ModelGen.Compiler.Ir;
using static ModelGen.Compiler.Emit.Passes.NodeText;

namespace ModelGen.Compiler.Ops.Embedding;

public sealed partial class EmbeddingOp : ICpuOp
{
    void ICpuOp.Emit(CpuCalls cpu, Node node) => cpu.Call(
        node,
        "EmbeddingKernels.Forward",
        [
            cpu.Use(node.Input(0)), cpu.Matrix(node.Input(1)), cpu.Use(node, 2, "positions"), cpu.Use(node.Output), .. cpu.Steps(node, AtPosition), Last(node.Output),
            .. cpu.Start(AtPosition), .. node.Has(3) ? ["segments: " + cpu.Use(node.Input(3))] : System.Array.Empty<string>(), .. PaddingArgument(Padding),
        ]);

    internal static string[] PaddingArgument(long id) => id >= 0 ? ["padding: " + Literals.Int(id)] : [];
}

public sealed partial class EmbeddingGradientOp : ICpuOp
{
    void ICpuOp.Emit(CpuCalls cpu, Node node) => cpu.Call(
        node,
        "EmbeddingKernels.Backward",
        [
            cpu.Use(node.Input(1)), cpu.Use(node.Input(0)), cpu.WantedGradient(node.Input(2)), Size(node.Input(2), 0), Batch(node), Time(node), Size(node.Input(2), 1),
            .. node.Has(3) ? ["dSegments: " + cpu.Gradient(node.Input(3))] : System.Array.Empty<string>(), .. EmbeddingOp.PaddingArgument(Padding),
        ]);
}
