using System;
using System.Collections.Generic;
using System.Linq;
using ModelGen.Compiler.Ir;
using ModelGen.Compiler.Passes;

namespace ModelGen.Compiler.Emit.Passes;

/// <summary>The passes themselves: one static method per graph and pass, and the sizes of their frames.</summary>
internal static class PassesWriter
{
    /// <param name="steps">Decoding of one token, where the target has passes of its own for it.</param>
    /// <param name="more">What else the class holds.</param>
    public static void Passes(CodeWriter code, PassFormat format, PlannedModel plan, IReadOnlyList<PlannedPass> steps, Action<CodeWriter>? more)
    {
        code.Line($"/// <summary>{format.Target.Summary}</summary>");
        using (code.Block($"private static class {format.Target.Class}"))
        {
            foreach (PlannedPass pass in plan.Prediction)
            {
                Prediction(code, format, pass, "Predict", isMain: pass == plan.Prediction.Last());
            }

            foreach (PlannedTraining pass in plan.Training)
            {
                Training(code, format, pass, isMain: pass == plan.Training.Last());
            }

            if (plan.Loss is { } loss)
            {
                Loss(code, format, loss, plan.Model.Main);
            }

            foreach ((string name, IReadOnlyList<PlannedPass> passes) in new[] { ("Decode", plan.Decoding), (PassFormat.Branch, plan.Branching), ("Step", steps) })
            {
                foreach (PlannedPass pass in passes)
                {
                    Prediction(code, format, pass, name, isMain: pass == passes.Last());
                }
            }

            more?.Invoke(code);
            code.Line("// Whole cache lines of 16 floats.");
            code.Line("private static long Align(long floats) => (floats + 15) & ~15L;");
        }
    }

    public static string MethodName(string pass, Graph graph, bool isMain) => isMain ? pass : pass + graph.Name;

    private static void Prediction(CodeWriter code, PassFormat format, PlannedPass pass, string name, bool isMain)
    {
        string method = MethodName(name, pass.Graph, isMain);
        string[] results = Results(pass.Graph);
        string[] tail = PassFormat.IsDecoding(name) ? [$"{format.Target.Floats} cache", name == PassFormat.Branch ? $"{format.Target.Branches} branches" : "int position", format.SizeParameters] : [format.SizeParameters, .. PlannedModel.IsRandom(pass.Graph) ? new[] { "ulong key" } : []];
        new PassMethod(
            code,
            method,
            Summary(pass.Graph, name switch { "Step" => "Decoding of one token", PassFormat.Branch => "Decoding, a token of each of T texts", "Decode" => "Decoding", _ => "Prediction" }),
            [.. format.Target.Context, $"{PassFormat.ParameterClass(pass.Graph, isMain)} p", .. Inputs(format, pass.Graph), .. Written(format, results), $"{format.Target.Floats} scratch", .. tail],
            body => new MethodWriter(body, pass.Graph, pass.Frame, results, name, format),
            symbol => throw new InvalidOperationException($"No frame {symbol} without training"),
            Inner(format, pass.Frame.Scratch)).Write(Steps(pass, name));
        code.Line();
        IEnumerable<ChildGraph> called = pass.Graph.Children.Where(child => name != PassFormat.Branch || !Constants.IsWhole(child.Graph));
        Scratch(code, format, method + "Scratch", pass.Frame.Scratch, called.Select(child => MethodName(name, child.Graph, false) + "Scratch"));
    }

    // What does not change from token to token is computed at the first.
    private static IReadOnlyList<Segment> Steps(PlannedPass pass, string name)
    {
        Graph graph = pass.Graph with { Nodes = pass.Nodes };
        HashSet<Node> once = Constants.Nodes(graph);
        Segment rest = new([.. pass.Nodes.Where(node => !once.Contains(node))], pass.Frame.Copies, []);
        return once.Count == 0 || name == PassFormat.Branch ? [rest] : [new([.. pass.Nodes.Where(once.Contains)], [], [], "position == 0") { Ahead = Constants.Kept(graph) }, rest];
    }

    private static void Training(CodeWriter code, PassFormat format, PlannedTraining pass, bool isMain)
    {
        Graph graph = pass.Graph.Forward;
        string[] tail = PlannedModel.IsRandom(graph) ? [format.SizeParameters, "ulong key"] : [format.SizeParameters];
        string[] head = [.. format.Target.Context, $"{PassFormat.ParameterClass(graph, isMain)} p", .. Inputs(format, graph)];
        string forward = MethodName("Forward", graph, isMain);
        string backward = MethodName("Backward", graph, isMain);
        string[] results = Results(graph);
        string[] gradients = InputGradients(graph);
        Func<Symbol, string> frameSize = symbol => FrameSize(format, graph, symbol, format.Target.Integer);

        new PassMethod(
            code,
            forward,
            Summary(graph, "Training, forward"),
            [.. head, .. isMain ? [] : Written(format, results), $"{format.Target.Floats} saved", $"{format.Target.Floats} scratch", .. tail],
            body => new MethodWriter(body, graph, pass.Frames.Forward, results, "Forward", format),
            frameSize,
            Inner(format, pass.Frames.Forward.Scratch)).Write([new(graph.Nodes, pass.Frames.Forward.Copies, [])]);
        code.Line();
        new PassMethod(
            code,
            backward,
            Summary(graph, "Training, backward"),
            [.. head, .. pass.Graph.OutputGradients.Select(given => $"{format.Target.Input("float")} {given.Name}"), .. Written(format, gradients.Where(name => name.Length > 0)), $"{format.Target.Floats} saved", $"{format.Target.Floats} scratch", .. tail],
            body => new MethodWriter(body, graph, pass.Frames.Backward, gradients, "Backward", format),
            frameSize,
            Inner(format, pass.Frames.Backward.Scratch)).Write(BackwardSegments(format, pass, isMain));
        code.Line();
        SavedSize(code, format, pass, isMain);
        Scratch(code, format, forward + "Scratch", pass.Frames.Forward.Scratch, graph.Children.Select(child => MethodName("Forward", child.Graph, false) + "Scratch"));
        Scratch(code, format, backward + "Scratch", pass.Frames.Backward.Scratch, graph.Children.SelectMany(child => (child.IsCheckpointed ? new[] { "Backward", "Forward" } : ["Backward"]).Select(way => MethodName(way, child.Graph, false) + "Scratch")));
        if (isMain)
        {
            for (int i = 0; i < graph.Outputs.Count; i++)
            {
                OutputSlot(code, format, pass, graph.Outputs[i], OutputMethod(graph, i));
            }
        }
    }

    private static void Loss(CodeWriter code, PassFormat format, PlannedLoss loss, Graph main)
    {
        PlannedPass pass = loss.Pass;
        string[] results = LossResults(loss, main);
        string[] scratch = pass.Frame.Scratch.Total.IsZero ? [] : [$"{format.Target.Floats} scratch"];
        (IReadOnlyList<Node> needed, IReadOnlyList<Node> gradients) = loss.Parts;
        List<ResultCopy> copies = [.. pass.Frame.Copies.Where(copy => copy.Result > 0)];
        List<Segment> segments = [new(needed, [.. pass.Frame.Copies.Where(copy => copy.Result == 0)], [])];
        if (gradients.Count + copies.Count > 0)
        {
            segments.Add(new(gradients, copies, [], format.Target.IsWanted(results[1])));
        }

        new PassMethod(
            code,
            "Loss",
            Summary(pass.Graph, "The mean loss, and its gradient where it is asked for"),
            [.. format.Target.Context.Take(1), .. Inputs(format, pass.Graph), .. Written(format, results), .. scratch, .. format.Target.LossParameters, format.SizeParameters],
            body => new MethodWriter(body, pass.Graph, pass.Frame, results, "Loss", format),
            symbol => throw new InvalidOperationException($"No frame {symbol} of a loss"),
            "").Write(segments);
        code.Line();
        if (scratch.Length > 0)
        {
            Scratch(code, format, "LossScratch", pass.Frame.Scratch, []);
        }
    }

    // The loss, then the gradients; no value is called so.
    private static string[] LossResults(PlannedLoss loss, Graph main) => main.Outputs.Count == 1
        ? ["loss", .. loss.Source.Outputs.Select(_ => "dOutput")]
        : ["lossResult", .. loss.Source.Outputs.Select(output => loss.Graph.Inputs.First(input => input.Declaration!.Source == new ArgumentSource(SourceKind.Output, output)).Name + "Gradient")];

    private static IReadOnlyList<Segment> BackwardSegments(PassFormat format, PlannedTraining pass, bool isMain)
    {
        IReadOnlyList<Value> inputs = pass.Graph.Forward.Inputs;
        List<ResultCopy> copies = [.. pass.Frames.Backward.Copies];
        List<int> zeros = [.. Enumerable.Range(0, inputs.Count).Where(i => inputs[i].Declaration!.HasGradient && pass.Graph.InputGradients[i] is null)];
        if (!isMain)
        {
            return [new(pass.Graph.Backward, copies, zeros)];
        }

        // The caller of a whole model may not want an input's gradient: what serves it alone stands under a condition.
        string[] names = InputGradients(pass.Graph.Forward);
        var segments = new List<Segment>();
        foreach (OptionalNodes part in OptionalNodes.Cut(pass.Graph))
        {
            string condition = string.Join(" || ", part.Inputs.Select(input => format.Target.IsWanted(names[input])));
            segments.Add(new(part.Nodes, [], [], condition.Length == 0 ? null : condition));
        }

        foreach (IGrouping<int, ResultCopy> copy in copies.GroupBy(copy => copy.Result))
        {
            Into(copy.Key, segment => segment with { Copies = [.. copy] });
        }

        zeros.ForEach(input => Into(input, segment => segment with { Zeros = [input] }));
        return segments;

        // The segment that serves this gradient alone may be there already.
        void Into(int input, Func<Segment, Segment> more)
        {
            string condition = format.Target.IsWanted(names[input]);
            int own = segments.FindIndex(segment => segment.Condition == condition);
            if (own < 0)
            {
                segments.Add(new([], [], [], condition));
                own = segments.Count - 1;
            }

            segments[own] = more(segments[own]);
        }
    }

    private static void SavedSize(CodeWriter code, PassFormat format, PlannedTraining pass, bool isMain)
    {
        Graph graph = pass.Graph.Forward;
        Dim total = pass.Frames.Forward.Saved.Total;
        string signature = $"internal static long {MethodName("Saved", graph, isMain)}Size({format.LongSizeParameters})";
        Symbol[] symbols = [.. total.Symbols.Where(symbol => symbol.Kind == SymbolKind.Frame)];
        if (symbols.Length == 0)
        {
            bool isNeeded = total.IsZero && !isMain && !format.Target.HasEmptyParts;
            code.Line($"{signature} => {(isNeeded ? "16" : Aligned(pass.Frames.Forward.Saved))};");
        }
        else
        {
            using (code.Block(signature))
            {
                foreach (Symbol symbol in symbols)
                {
                    code.Line(FrameSize(format, graph, symbol, "long"));
                }

                code.Line($"return Align({total});");
            }
        }

        code.Line();
    }

    private static void OutputSlot(CodeWriter code, PassFormat format, PlannedTraining pass, Value output, string name)
    {
        Graph graph = pass.Graph.Forward;
        Frame frame = pass.Frames.Forward;
        Dim offset = frame.Saved.Offset(frame.Places[output].Slot);
        code.Line($"/// <summary>The model's {(graph.Outputs.Count == 1 ? "output" : $"output {output.Name}")} within the saved region.</summary>");
        using (code.Block($"internal static {format.Target.Floats} {name}({format.Target.Floats} saved, {format.SizeParameters})"))
        {
            foreach (Symbol symbol in offset.Symbols.Where(symbol => symbol.Kind == SymbolKind.Frame))
            {
                code.Line(FrameSize(format, graph, symbol, format.Target.Integer));
            }

            code.Line($"return saved.{format.Target.Slice}({offset}, {output.Type.Count});");
        }

        code.Line();
    }

    /// <summary>The methods that find the model's outputs within the saved region.</summary>
    public static string OutputMethod(Graph graph, int output) => graph.Outputs.Count == 1 ? "Output" : "Output" + Literals.Int(output + 1);

    public static void OutputOffset(CodeWriter code, PassFormat format, PlannedTraining pass)
    {
        Graph graph = pass.Graph.Forward;
        Frame frame = pass.Frames.Forward;
        Dim offset = frame.Saved.Offset(frame.Places[graph.Outputs[0]].Slot);
        using (code.Block($"internal static long OutputOffset({format.LongSizeParameters})"))
        {
            foreach (Symbol symbol in offset.Symbols.Where(symbol => symbol.Kind == SymbolKind.Frame))
            {
                code.Line(FrameSize(format, graph, symbol, "long"));
            }

            code.Line($"return {offset};");
        }

        code.Line();
    }

    private static IEnumerable<string> Inputs(PassFormat format, Graph graph) =>
        graph.Inputs.Select(input => $"{format.Target.Input(input.Type.DType == DType.I32 ? "int" : "float")} {input.Name}");

    /// <summary>The parameters of a pass that receive its results; no value is called so.</summary>
    private static string[] Results(Graph graph) => graph.Outputs.Count == 1 ? ["output"] : [.. graph.Outputs.Select(output => output.Name + "Result")];

    /// <summary>The parameters of a backward pass that receive the inputs' gradients, one for each input; empty for ids and masks.</summary>
    private static string[] InputGradients(Graph graph)
    {
        bool isAlone = graph.Inputs.Count(input => input.Declaration!.HasGradient) == 1;
        return [.. graph.Inputs.Select(input => !input.Declaration!.HasGradient ? "" : isAlone ? "inputGradient" : input.Name + "Gradient")];
    }

    private static IEnumerable<string> Written(PassFormat format, IEnumerable<string> names) => names.Select(name => $"{format.Target.Floats} {name}");

    private static string Summary(Graph graph, string what) => $"{what}: {Literals.Xml($"{List(Unmasked(graph))} -> {List(graph.Outputs)}")}";

    private static string List(IEnumerable<Value> values) => string.Join(", ", values.Select(value => $"{value.Name} {value.Type.SizesText}"));

    private static IEnumerable<Value> Unmasked(Graph graph) => graph.Inputs.Where(input => input.Declaration!.MaskOf < 0);

    // The size of a callee's saved frame, which is part of this graph's.
    private static string FrameSize(PassFormat format, Graph graph, Symbol symbol, string type)
    {
        Graph callee = graph.Children.Select(child => child.Graph).First(callee => FrameSymbols.Saved(callee) == symbol);
        return $"{type} {symbol} = {(type == "int" ? "(int)" : "")}{MethodName("Saved", callee, false)}Size({format.Sizes});";
    }

    private static string Inner(PassFormat format, Slots scratch) => scratch.Count > 0 ? $"{format.Target.Floats} inner = {format.Target.Rest("scratch", Aligned(scratch))};" : $"{format.Target.Floats} inner = scratch;";

    private static void Scratch(CodeWriter code, PassFormat format, string name, Slots own, IEnumerable<string> callees)
    {
        string inner = callees.Distinct().Aggregate("", (text, callee) => text.Length == 0 ? $"{callee}({format.Sizes})" : $"global::System.Math.Max({text}, {callee}({format.Sizes}))");
        string total = inner.Length == 0 ? Aligned(own) : own.Count == 0 ? inner : $"{Aligned(own)} + {inner}";
        code.Line($"internal static long {name}({format.LongSizeParameters}) => {total};");
        code.Line();
    }

    private static string Aligned(Slots slots) => slots.Total.IsZero ? "0" : $"Align({slots.Total})";
}
