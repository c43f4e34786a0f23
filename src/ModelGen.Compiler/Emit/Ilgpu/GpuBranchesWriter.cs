using System.Linq;
using ModelGen.Compiler.Passes;

namespace ModelGen.Compiler.Emit.Ilgpu;

/// <summary>The part of a decoder in which several texts go on from its tokens, a token of each per pass: their keys and values are rows of a buffer of their own, what they share is read where it lies.</summary>
internal static class GpuBranchesWriter
{
    public static void Write(CodeWriter code, GpuPlan plan, long vocabulary)
    {
        string name = plan.Model.Type.Name;
        code.Line("/// <inheritdoc/>");
        code.Line($"protected override long BranchFloats => {Literals.Int(CacheSizes.Row(plan.Passes.Branching.Last().Graph))};").Line();
        code.Line("/// <inheritdoc/>");
        using (code.Block("protected override object AllocateBranches(long floats)"))
        {
            code.Line("_branches.Add(_device.Allocate<float>(floats, \"so many branches\"));");
            code.Line("return _branches[^1];");
        }

        code.Line();
        code.Line("/// <inheritdoc/>");
        using (code.Block($"protected override void DecodeBranches(global::System.ReadOnlySpan<int> tokens, Cpu::Branches branches, {Surface.Span} logits)"))
        {
            Decode(code, name, Literals.Int(vocabulary));
        }

        code.Line();
        code.Line("// Branches that began before the session went on by itself.");
        using (code.Block("private void EndBranches()"))
        {
            code.Line("_branches.ForEach(rows => rows.Dispose());");
            code.Line("_branches.Clear();");
        }

        code.Line();
    }

    // The arena: [scratch | logits of each text].
    private static void Decode(CodeWriter code, string name, string vocabulary)
    {
        using (code.Block("if (branches.Memory is not Gpu::GpuBuffer<float> rows || !_branches.Contains(rows))"))
        {
            code.Line($"throw new global::System.InvalidOperationException({Literals.Text($"{name}: the session was reset: what its branches held is no longer there")});");
        }

        code.Line();
        code.Line("const long B = 1;");
        code.Line("long T = tokens.Length;");
        code.Line("long scratch = Passes.BranchScratch(B, T);");
        code.Line($"Il::ArrayView<float> arena = _arena.Reserve(scratch + (T * {vocabulary}));");
        code.Line($"Il::ArrayView<float> output = arena.SubView(scratch, T * {vocabulary});");
        code.Line("Il::ArrayView<int> ids = _tokens.Reserve(T);");
        code.Line("_tokens.Buffer.Write(tokens);");
        code.Line("Il::ArrayView<int> places = _places.Reserve(branches.Places.Length);");
        code.Line("_places.Buffer.Write(branches.Places);");
        code.Line("Gpu::GpuBranches texts = new(rows.View, branches.RowCount, branches.Shared, branches.Position, places, branches.Places.Length / tokens.Length);");
        using (code.Block("if (_tensors is null)"))
        {
            code.Line("Passes.Branch(_device, _weights, _parameters, ids, output, arena, _cache.View, texts, B, T);");
        }

        using (code.Block("else"))
        {
            code.Line("_tensors.Begin(TensorPasses.Operand(B, T));");
            code.Line("TensorPasses.Branch(_device, _weights, _tensors, _parameters, ids, output, arena, _cache.View, texts, B, T);");
        }

        code.Line();
        code.Line("_arena.Buffer.Read(logits, scratch);");
    }
}
