using System.Collections.Generic;
using System.Linq;
using ModelGen.Compiler.Ir;

namespace ModelGen.Compiler.Emit.Cpu;

/// <content>One training step's share of a workspace.</content>
internal sealed partial class TrainingWriter
{
    /// <summary>The names of the inputs within a step.</summary>
    private string[] Inputs => [.. surface.Inputs.Select(Property)];

    // The workspace of one training step: [saved | scratch | output gradients | inputs].
    public void Step(CodeWriter code)
    {
        (string Local, string Property, string Size)[] parts = [.. Parts()];
        SurfaceTensor[] floats = [.. surface.Inputs.Where(input => input.Element == "float")];
        code.Line("/// <summary>One training step's share of a workspace.</summary>");
        using (code.Block("private readonly ref struct TrainingStep"))
        {
            Begin(code);
            code.Line();
            using (code.Block($"private TrainingStep(global::ModelGen.Workspace workspace, {format.SizeParameters})"))
            {
                foreach ((string local, _, string size) in parts)
                {
                    code.Line($"long {local} = {size};");
                }

                code.Line($"{Surface.Span} arena = workspace.Floats({string.Join(" + ", parts.Select(part => part.Local))});");
                string before = "";
                for (int i = 0; i < parts.Length; i++)
                {
                    (string local, string property, _) = parts[i];
                    string start = before.Length == 0 ? "0" : before.Contains('+') ? $"(int)({before})" : "(int)" + before;
                    bool isLast = i == parts.Length - 1;
                    if (property.Length > 0)
                    {
                        code.Line($"{property} = arena.Slice({start}{(isLast && floats.Length > 0 ? "" : $", (int){local}")});");
                    }

                    before += (before.Length == 0 ? "" : " + ") + local;
                }

                Ints(code);
            }

            code.Line();
            foreach (SurfaceTensor input in surface.Inputs)
            {
                code.Line($"private readonly global::System.Span<{input.Element}> {Field(input)};").Line();
                code.Line($"public global::System.ReadOnlySpan<{input.Element}> {Property(input)} => {Field(input)};").Line();
            }

            foreach (string part in parts.Select(part => part.Property).Where(property => property.Length > 0 && property[0] != '_'))
            {
                code.Line($"public {Surface.Span} {part} {{ get; }}").Line();
            }

            code.Line("/// <summary>The step that the last forward pass left behind.</summary>");
            code.Line($"public static TrainingStep Resume(global::ModelGen.Workspace workspace) => new(workspace, {string.Join(", ", format.Symbols.Select(Size))});");
        }

        code.Line();

        void Begin(CodeWriter code)
        {
            string[] given = [.. surface.Inputs.Select(input => $"global::System.ReadOnlySpan<{input.Element}> {CSharpNames.Escape(input.Parameter)}")];
            using (code.Block($"public TrainingStep(global::ModelGen.Workspace workspace, {string.Join(", ", given)}, {format.SizeParameters}) : this(workspace, {format.Sizes})"))
            {
                foreach (SurfaceTensor input in surface.Inputs)
                {
                    code.Line($"{CSharpNames.Escape(input.Parameter)}.CopyTo({Field(input)});");
                }

                foreach (Symbol symbol in format.Symbols)
                {
                    code.Line(symbol.Kind == SymbolKind.Batch || symbol == Symbol.Length ? $"{Size(symbol)} = {symbol};" : $"workspace.SetSize({Index(symbol)}, {symbol});");
                }
            }
        }
    }

    /// <summary>The pieces of the arena: a local for the size, the property that holds the piece (none for one that nobody asks for), the size.</summary>
    private IEnumerable<(string Local, string Property, string Size)> Parts()
    {
        yield return ("saved", "Saved", $"CpuPasses.SavedSize({format.Sizes})");
        string passes = $"global::System.Math.Max(CpuPasses.ForwardScratch({format.Sizes}), CpuPasses.BackwardScratch({format.Sizes}))";
        yield return ("scratch", "Scratch", HasLossScratch ? $"global::System.Math.Max({passes}, CpuPasses.LossScratch({format.Sizes}))" : passes);

        // Without an objective the caller has the gradients.
        if (Main.Outputs.Count == 1)
        {
            yield return ("output", "OutputGradient", plan.IsGradientApart(0) ? Long(Main.Outputs[0].Type.Count) : "0");
        }
        else if (surface.HasLoss)
        {
            for (int i = 0; i < Main.Outputs.Count; i++)
            {
                if (plan.IsGradientApart(i))
                {
                    yield return (surface.Outputs[i].Parameter + "Gradients", GradientProperty(i), Long(Main.Outputs[i].Type.Count));
                }
            }
        }

        for (int i = 0; i < surface.Inputs.Count; i++)
        {
            SurfaceTensor input = surface.Inputs[i];
            bool isFloat = input.Element == "float";
            string local = surface.Inputs.Count == 1 ? input.Parameter : input.Parameter + "Count";
            if (isFloat || surface.Inputs.Count == 1)
            {
                yield return (local, isFloat ? Field(input) : "", isFloat ? Long(Main.Inputs[i].Type.Count) : "0");
            }
        }
    }

    // Ids lie in the second arena, one input behind another.
    private void Ints(CodeWriter code)
    {
        int[] ids = [.. Enumerable.Range(0, surface.Inputs.Count).Where(i => surface.Inputs[i].Element == "int")];
        if (ids.Length == 1)
        {
            code.Line($"{Field(surface.Inputs[ids[0]])} = workspace.Ints({Main.Inputs[ids[0]].Type.Count});");
            return;
        }

        Dim total = ids.Aggregate(Dim.Zero, (sum, i) => sum + Main.Inputs[i].Type.Count);
        if (ids.Length > 1)
        {
            code.Line($"global::System.Span<int> ids = workspace.Ints({total});");
        }

        Dim start = Dim.Zero;
        foreach (int i in ids)
        {
            code.Line($"{Field(surface.Inputs[i])} = ids.Slice({start}, {Main.Inputs[i].Type.Count});");
            start += Main.Inputs[i].Type.Count;
        }
    }

    private static string Field(SurfaceTensor input) => "_" + CSharpNames.Camel(Property(input));

    // The step has more properties: of an input called "mask" this is MaskInput.
    private static string Property(SurfaceTensor input) => input.Name == "input" ? "Input" : CSharpNames.Pascal(input.Name) + "Input";
}
