using System.Collections.Generic;
using System.Linq;
using ModelGen.Compiler.Ir;
using ModelGen.Compiler.Passes;

namespace ModelGen.Compiler.Emit.Cpu;

/// <summary>The passes themselves: one static method per graph and pass, and the sizes of their frames.</summary>
internal static class PassesWriter
{
    private const string Team = "Cpu::ThreadTeam team";
    private const string Span = "global::System.Span<float>";

    public static EmittedFile Write(CpuPlan plan)
    {
        var format = new PassFormat(plan.Model.Input.Type.HasTime, plan.Model.Input.Context);
        string header =
            "B is the batch size" + (format.HasTime ? ", T the sequence length" : "") + "; every buffer is a slice of one arena, its offset planned by the compiler.";
        return EmittedType.File(plan.Model.Type, ".Cpu", header, "", code =>
        {
            code.Line("/// <summary>The passes for the CPU: calls of SIMD kernels over planned memory.</summary>");
            using (code.Block("private static class CpuPasses"))
            {
                foreach (PlannedPass pass in plan.Prediction)
                {
                    Prediction(code, format, pass, "Predict", isMain: pass == plan.Prediction.Last());
                }

                foreach (PlannedTraining pass in plan.Training)
                {
                    Training(code, format, pass, isMain: pass == plan.Training.Last());
                }

                foreach (PlannedPass pass in plan.Decoding)
                {
                    Prediction(code, format, pass, "Decode", isMain: pass == plan.Decoding.Last());
                }

                code.Line("// Whole cache lines of 16 floats.");
                code.Line("private static long Align(long floats) => (floats + 15) & ~15L;");
            }
        });
    }

    public static string MethodName(string pass, Graph graph, bool isMain) => isMain ? pass : pass + graph.Name;

    private static void Prediction(CodeWriter code, PassFormat format, PlannedPass pass, string name, bool isMain)
    {
        string method = MethodName(name, pass.Graph, isMain);
        string[] tail = name == "Decode" ? [$"{Span} cache", "int position", format.SizeParameters] : [format.SizeParameters];
        Summary(code, pass.Graph, name == "Decode" ? "Decoding" : "Prediction");
        using (code.Method(
            $"internal static void {method}",
            [Team, $"{PassFormat.ParameterClass(pass.Graph, isMain)} p", .. Inputs(pass.Graph), $"{Span} output", $"{Span} scratch", .. tail]))
        {
            Inner(code, pass.Graph, pass.Frame.Scratch);
            var writer = new MethodWriter(code, pass.Graph, pass.Frame, "output", name, format);
            writer.Body(pass.Nodes);
            if (pass.Frame.CopyToResult is { } result)
            {
                writer.CopyToResult(result);
            }
        }

        code.Line();
        Scratch(code, format, method + "Scratch", pass.Frame.Scratch, pass.Graph.Children.Select(child => MethodName(name, child.Graph, false) + "Scratch"));
    }

    private static void Training(CodeWriter code, PassFormat format, PlannedTraining pass, bool isMain)
    {
        Graph graph = pass.Graph.Forward;
        string[] tail = CpuPlan.IsRandom(graph) ? [format.SizeParameters, "ulong key"] : [format.SizeParameters];
        string parameters = $"{PassFormat.ParameterClass(graph, isMain)} p";
        string forward = MethodName("Forward", graph, isMain);
        string backward = MethodName("Backward", graph, isMain);
        string[] result = isMain ? [] : [$"{Span} output"];

        Summary(code, graph, "Training, forward");
        using (code.Method($"internal static void {forward}", [Team, parameters, .. Inputs(graph), .. result, $"{Span} saved", $"{Span} scratch", .. tail]))
        {
            Frames(code, format, graph);
            Inner(code, graph, pass.Frames.Forward.Scratch);
            var writer = new MethodWriter(code, graph, pass.Frames.Forward, "output", "Forward", format);
            writer.Body(graph.Nodes);
            if (pass.Frames.Forward.CopyToResult is { } copied)
            {
                writer.CopyToResult(copied);
            }
        }

        code.Line();
        string[] gradient = pass.Graph.InputGradient is null ? [] : [$"{Span} inputGradient"];
        Summary(code, graph, "Training, backward");
        using (code.Method(
            $"internal static void {backward}",
            [Team, parameters, .. Inputs(graph), "global::System.ReadOnlySpan<float> dOutput", .. gradient, $"{Span} saved", $"{Span} scratch", .. tail]))
        {
            Frames(code, format, graph);
            Inner(code, graph, pass.Frames.Backward.Scratch);
            var writer = new MethodWriter(code, graph, pass.Frames.Backward, "inputGradient", "Backward", format);
            BackwardBody(code, pass, writer, isMain);
        }

        code.Line();
        using (code.Block($"internal static long {MethodName("Saved", graph, isMain)}Size({format.LongSizeParameters})"))
        {
            Frames(code, format, graph, "long");
            code.Line($"return Align({pass.Frames.Forward.Saved.Total});");
        }

        code.Line();
        Scratch(code, format, forward + "Scratch", pass.Frames.Forward.Scratch, graph.Children.Select(child => MethodName("Forward", child.Graph, false) + "Scratch"));
        Scratch(code, format, backward + "Scratch", pass.Frames.Backward.Scratch, graph.Children.Select(child => MethodName("Backward", child.Graph, false) + "Scratch"));
        if (isMain)
        {
            OutputSlot(code, format, pass);
        }
    }

    private static void BackwardBody(CodeWriter code, PlannedTraining pass, MethodWriter writer, bool isMain)
    {
        // The caller of a whole model may not want the input's gradient: what serves it alone stands under a condition.
        HashSet<Node> optional = isMain && pass.Graph.InputGradient is not null ? WithoutEffect(pass.Graph.Backward) : [];
        writer.Body([.. pass.Graph.Backward.Where(node => !optional.Contains(node))]);
        bool copies = pass.Frames.Backward.CopyToResult is not null;
        if (optional.Count == 0 && !copies)
        {
            return;
        }

        if (!isMain)
        {
            writer.CopyToResult(pass.Frames.Backward.CopyToResult!);
            return;
        }

        using (code.Block("if (!inputGradient.IsEmpty)"))
        {
            writer.Body([.. pass.Graph.Backward.Where(optional.Contains)]);
            if (copies)
            {
                writer.CopyToResult(pass.Frames.Backward.CopyToResult!);
            }
        }
    }

    private static HashSet<Node> WithoutEffect(IReadOnlyList<Node> nodes)
    {
        List<Node> needed = RemoveDead.Run(nodes, []);
        return [.. nodes.Where(node => !needed.Contains(node))];
    }

    private static void OutputSlot(CodeWriter code, PassFormat format, PlannedTraining pass)
    {
        Graph graph = pass.Graph.Forward;
        Frame frame = pass.Frames.Forward;
        code.Line("/// <summary>The model's output within the saved region.</summary>");
        using (code.Block($"internal static global::System.Span<float> Output(global::System.Span<float> saved, {format.SizeParameters})"))
        {
            Frames(code, format, graph);
            code.Line($"return saved.Slice({frame.Saved.Offset(frame.Places[graph.Output].Slot)}, {graph.Output.Type.Count});");
        }

        code.Line();
    }

    private static IEnumerable<string> Inputs(Graph graph) =>
        graph.Inputs.Select(input => $"global::System.ReadOnlySpan<{(input.Type.DType == DType.I32 ? "int" : "float")}> {input.Name}");

    private static void Summary(CodeWriter code, Graph graph, string what) =>
        code.Line($"/// <summary>{what}: {Literals.Xml($"{graph.Inputs[0].Name} {graph.Inputs[0].Type.SizesText} -> {graph.Output.Name} {graph.Output.Type.SizesText}")}.</summary>");

    // Sizes of the callees' saved frames, which are part of this graph's.
    private static void Frames(CodeWriter code, PassFormat format, Graph graph, string type = "int")
    {
        foreach (Graph callee in graph.Children.Select(child => child.Graph).Distinct())
        {
            string cast = type == "int" ? "(int)" : "";
            code.Line($"{type} {FrameSymbols.SavedName(callee)} = {cast}{MethodName("Saved", callee, false)}Size({format.Sizes});");
        }
    }

    private static void Inner(CodeWriter code, Graph graph, Slots scratch)
    {
        if (graph.Children.Count > 0)
        {
            code.Line(scratch.Count > 0 ? $"var inner = scratch.Slice((int){Aligned(scratch)});" : "var inner = scratch;");
        }
    }

    private static void Scratch(CodeWriter code, PassFormat format, string name, Slots own, IEnumerable<string> callees)
    {
        string inner = callees.Distinct().Aggregate("", (text, callee) => text.Length == 0 ? $"{callee}({format.Sizes})" : $"global::System.Math.Max({text}, {callee}({format.Sizes}))");
        code.Line($"internal static long {name}({format.LongSizeParameters}) => {Aligned(own)}{(inner.Length > 0 ? " + " + inner : "")};");
        code.Line();
    }

    private static string Aligned(Slots slots) => slots.Total.IsZero ? "0" : $"Align({slots.Total})";
}
