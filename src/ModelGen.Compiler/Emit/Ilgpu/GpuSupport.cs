using System.Linq;
using ModelGen.Compiler.Emit.Ilgpu.Kernels;
using ModelGen.Compiler.Errors;
using ModelGen.Compiler.Ir;
using ModelGen.Compiler.Ops;
using ModelGen.Compiler.Passes;
using ModelGen.Compiler.Spec;

namespace ModelGen.Compiler.Emit.Ilgpu;

/// <summary>What the target cannot run, found before anything is emitted and reported at the layer.</summary>
internal static class GpuSupport
{
    public static ModelError? Check(ModelSpec spec, LoweredModel model)
    {
        if (MissingLayer.Of(model.Main, GpuTarget.Name, IsMissing) is { } missing)
        {
            return missing;
        }

        Node? attention = model.Main.WithCallees().SelectMany(graph => graph.Nodes).FirstOrDefault(node => node.Op is AttentionOp op && op.Heads.Size > AttentionText.LargestHead);
        if (attention is null)
        {
            return null;
        }

        HeadLayout heads = ((AttentionOp)attention.Op).Heads;
        return new(
            ErrorId.NotOnTarget,
            attention.Layer?.Source.At("Heads") ?? new SourceRef(spec.Type.Key, SourceRef.BackendsAttribute),
            $"Backend.Ilgpu cannot run heads of {Literals.Int(heads.Size)} numbers: width {Literals.Int(heads.QueryWidth)} needs at least {Literals.Int((heads.QueryWidth + AttentionText.LargestHead - 1) / AttentionText.LargestHead)} heads, not {Literals.Int(heads.Count)}");
    }

    private static bool IsMissing(Op op) => op is Conv1dOp or TimePoolOp or Conv2dOp or ConvTranspose2dOp or WindowPoolOp or BatchNormOp or GroupNormOp or UpsampleOp or RecurrentOp;
}
