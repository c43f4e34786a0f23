using System.Collections.Generic;
using System.Linq;
using ModelGen.Compiler.Emit.Passes;
using ModelGen.Compiler.Ir;
using ModelGen.Compiler.Passes;
using ModelGen.Compiler.Spec;

namespace ModelGen.Compiler.Emit.Onnx;

/// <summary><c>ExportOnnx</c>: code that writes the prediction graph, unfused, as an ONNX file; whatever reads it fuses.</summary>
internal static class OnnxTarget
{
    public const string Name = "Onnx";

    private const string GraphType = "Onnx::OnnxGraph", Options = "Onnx::OnnxOptions? options = null", Asked = "if (options is { Probabilities: true }) ";

    private static readonly string[] s_documentation =
    [
        "<summary>Writes the model for prediction as an ONNX graph, its weights inside or, where they are large, in <c>path.data</c> beside it.</summary>",
        "<remarks>Axes named batch and time are free. Token ids are 64-bit integers there. The file is replaced only when all is written.</remarks>",
        "<param name=\"path\">The file, such as <c>model.onnx</c>.</param>",
        "<param name=\"options\">Null: the defaults.</param>",
        "<exception cref=\"global::System.ArgumentException\">Probabilities are asked for, and no loss of the model makes any, or a cache, and the model is no decoder; or the opset lacks an operator.</exception>",
        "<exception cref=\"global::System.IO.IOException\">It cannot be written.</exception>",
    ];

    /// <summary>The graph of prediction, which alone is exported.</summary>
    public static LoweredModel Prepare(LoweredModel model) => model with { Main = Verify.Run(StripTraining.Run(model.Main)) };

    public static EmittedFile Emit(LoweredModel model) => File(model.Type, code =>
    {
        Members(code, model);
        foreach (LoweredModel entry in model.Entries)
        {
            code.Line();
            Members(code, entry, entry.Main.Name);
        }
    });

    /// <param name="entry">The graph method, where it is not the first.</param>
    private static void Members(CodeWriter code, LoweredModel model, string entry = "")
    {
        Export(code, model, entry);
        code.Line();
        code.Line("/// <summary>The graph: each value is a string, its name in the file.</summary>");
        using (code.Block($"private static class {entry}OnnxPasses"))
        {
            bool isFirst = true;
            foreach (Graph graph in model.Main.WithCallees())
            {
                if (!isFirst)
                {
                    code.Line();
                }

                isFirst = false;
                Append(code, graph, isMain: graph == model.Main);
            }
        }
    }

    /// <summary>The member of a model that has an error.</summary>
    public static EmittedFile Fallback(ModelSpec spec, string exception) => File(spec.Type, code =>
    {
        foreach (string entry in spec.Entries.Select(entry => CSharpNames.Pascal(entry.Name)).Prepend(""))
        {
            code.Line("/// <summary>Not available: the model has an error.</summary>");
            code.Line($"public void ExportOnnx{entry}(string path, {Options}) => {exception};");
        }
    });

    /// <summary>The method that appends a graph.</summary>
    public static string Method(Graph graph, bool isMain = false) => "Append" + (isMain ? "" : graph.Name);

    private static EmittedFile File(TypeSpec type, System.Action<CodeWriter> body) => EmittedType.File(type, ".Onnx", "", "", body, usings: "using Onnx = global::ModelGen.Onnx;");

    private static void Export(CodeWriter code, LoweredModel model, string entry)
    {
        foreach (string line in s_documentation)
        {
            code.Line("/// " + line);
        }

        using (code.Block($"public void ExportOnnx{entry}(string path, {Options})"))
        {
            if (model.Loss is not { Classifies: true } || model.Main.Outputs.Count > 1)
            {
                code.Line($"{Asked}throw new global::System.ArgumentException({Literals.Text($"The loss of {model.Type.Name} makes no probabilities: leave the option out")}, \"options\");");
            }

            if (model.Inputs.Count > 1 || DecodeGraph.Run(model, model.Main) is null)
            {
                code.Line($"if (options is {{ Cache: true }}) throw new global::System.ArgumentException({Literals.Text($"{CSharpNames.Unescape(model.Type.Name)} is no decoder of one text, so it has no cache: leave the option out")}, \"options\");");
            }

            code.Line($"{GraphType} {OnnxCalls.Graph} = new({Literals.Text(CSharpNames.Unescape(model.Type.Name))}, options);");
            IEnumerable<string> inputs = model.Inputs.Select(input => $"{OnnxCalls.Graph}.Input({Literals.Text(input.Name)}, isIds: {Literals.Bool(input.IsTokens)}, {Axes(input.Type)})");
            IReadOnlyList<Value> outputs = model.Main.Outputs;
            string[] results = outputs.Count == 1 ? ["result"] : [.. model.OutputNames.Select(name => CSharpNames.Camel(name) + "Result")];
            string declared = outputs.Count == 1 ? "string result" : $"({string.Join(", ", results.Select(result => "string " + result))})";
            code.Call($"{declared} = {entry}OnnxPasses." + Method(model.Main, isMain: true), [OnnxCalls.Graph, "Parameters", .. inputs]);
            if (model.Loss is { Classifies: true } loss && outputs.Count == 1)
            {
                code.Line($"{Asked}result = {OnnxCalls.Graph}.{(loss.TakesIds ? "Softmax(result)" : "Activation(result, \"Sigmoid\")")};");
            }

            for (int i = 0; i < outputs.Count; i++)
            {
                code.Line($"{OnnxCalls.Graph}.Output({Literals.Text(model.OutputNames[i])}, {results[i]}, {Axes(outputs[i].Type)});");
            }

            code.Line($"{OnnxCalls.Graph}.Save(path);");
        }
    }

    private static void Append(CodeWriter code, Graph graph, bool isMain)
    {
        var calls = new OnnxCalls(code);
        string[] parameters = [$"{GraphType} {OnnxCalls.Graph}", $"{PassFormat.ParameterClass(graph, isMain)} {OnnxCalls.Parameters}", .. graph.Inputs.Select(input => "string " + calls.Use(input))];
        string type = graph.Outputs.Count == 1 ? "string" : $"({string.Join(", ", graph.Outputs.Select(_ => "string"))})";
        using (code.Block($"internal static {type} {Method(graph, isMain)}({string.Join(", ", parameters)})"))
        {
            foreach (Node node in RemoveDead.Run(graph.Nodes, graph.Outputs))
            {
                ((IOnnxOp)node.Op).Emit(calls, node);
            }

            string[] results = [.. graph.Outputs.Select(calls.Use)];
            code.Line($"return {(results.Length == 1 ? results[0] : $"({string.Join(", ", results)})")};");
        }
    }

    // "batch", "time", "10": free axes have names.
    private static string Axes(TensorType type) => string.Join(", ", type.Axes.Select(axis => Literals.Text(axis.Role switch
    {
        AxisRole.Batch => "batch",
        AxisRole.Time when axis.Size.Equals(Dim.Of(Symbol.Length)) => "time",
        _ => axis.Size.ToString(),
    })));
}
