using System.Linq;
using ModelGen.Compiler.Ir;

namespace ModelGen.Compiler.Emit.Cpu;

/// <content>One training step's share of a workspace.</content>
internal sealed partial class TrainingWriter
{
    // The workspace of one training step: [saved | scratch | output gradient | mask | input].
    private void Step(CodeWriter code)
    {
        string element = IsTokens ? "int" : "float";
        code.Line("/// <summary>One training step's share of a workspace.</summary>");
        using (code.Block("private readonly ref struct TrainingStep"))
        {
            using (code.Block($"public TrainingStep(global::ModelGen.Workspace workspace, global::System.ReadOnlySpan<{element}> input, {format.SizeParameters}) : this(workspace, {format.Sizes})"))
            {
                code.Line("input.CopyTo(_input);");
                foreach (Symbol symbol in format.Symbols)
                {
                    code.Line($"{Size(symbol)} = {symbol};");
                }
            }

            code.Line();
            using (code.Block($"private TrainingStep(global::ModelGen.Workspace workspace, {format.SizeParameters})"))
            {
                code.Line($"long saved = CpuPasses.SavedSize({format.Sizes});");
                code.Line($"long scratch = global::System.Math.Max(CpuPasses.ForwardScratch({format.Sizes}), CpuPasses.BackwardScratch({format.Sizes}));");
                code.Line($"long output = {(plan.OutputIsRead ? Long(Output.Count) : "0")};");
                code.Line($"long mask = {(_model.LeavesPaddingOut ? Long(Main.Inputs[0].Type.Count) : "0")};");
                code.Line($"long input = {(IsTokens ? "0" : Long(Main.Inputs[0].Type.Count))};");
                code.Line($"{Surface.Span} arena = workspace.Floats(saved + scratch + output + mask + input);");
                code.Line("Saved = arena.Slice(0, (int)saved);");
                code.Line("Scratch = arena.Slice((int)saved, (int)scratch);");
                code.Line("OutputGradient = arena.Slice((int)(saved + scratch), (int)output);");
                code.Line("Mask = arena.Slice((int)(saved + scratch + output), (int)mask);");
                code.Line(IsTokens ? $"_input = workspace.Ints({InputCount});" : "_input = arena.Slice((int)(saved + scratch + output + mask));");
            }

            code.Line();
            code.Line($"private readonly global::System.Span<{element}> _input;").Line();
            code.Line($"public global::System.ReadOnlySpan<{element}> Input => _input;").Line();
            foreach (string part in new[] { "Saved", "Scratch", "OutputGradient", "Mask" })
            {
                code.Line($"public {Surface.Span} {part} {{ get; }}").Line();
            }

            code.Line("/// <summary>The step that the last forward pass left behind.</summary>");
            code.Line($"public static TrainingStep Resume(global::ModelGen.Workspace workspace) => new(workspace, {string.Join(", ", format.Symbols.Select(Size))});");
        }

        code.Line();
    }
}
