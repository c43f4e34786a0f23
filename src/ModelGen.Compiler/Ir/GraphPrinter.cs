using System.Collections.Generic;
using System.Linq;
using System.Text;

namespace ModelGen.Compiler.Ir;

/// <summary>Graphs as text: what tests and people read.</summary>
public static class GraphPrinter
{
    public static string Print(Graph graph)
    {
        var text = new StringBuilder();
        foreach (Graph each in graph.WithCallees())
        {
            text.Append("graph ").Append(each.Name).Append('(');
            text.Append(string.Join(", ", each.Inputs.Select(input => $"{input}: {input.Type}"))).Append($") -> {Types(each.Outputs)}\n{{\n");
            foreach (Value parameter in each.Parameters)
            {
                text.Append($"    param {parameter}: {parameter.Type} {parameter.Parameter!.Initial.Kind} \"{parameter.Parameter.File}\"\n");
            }

            Nodes(text, each.Nodes);
            text.Append($"    return {List(each.Outputs)}\n}}\n");
        }

        return text.ToString();
    }

    public static string Print(TrainingGraph graph)
    {
        var text = new StringBuilder();
        text.Append("forward ").Append(graph.Forward.Name).Append("\n{\n");
        Nodes(text, graph.Forward.Nodes);
        text.Append($"    return {List(graph.Forward.Outputs)}\n}}\n");
        text.Append("backward ").Append(graph.Forward.Name).Append($"({string.Join(", ", graph.OutputGradients.Select(gradient => $"{gradient}: {gradient.Type}"))})\n{{\n");
        Nodes(text, graph.Backward);
        text.Append(graph.InputGradients.All(gradient => gradient is null) ? "}\n" : $"    return {List(graph.InputGradients)}\n}}\n");
        return text.ToString();
    }

    private static string List(IEnumerable<Value?> values) => string.Join(", ", values.Select(value => value?.ToString() ?? "-"));

    private static string Types(IReadOnlyList<Value> values)
    {
        string types = string.Join(", ", values.Select(value => value.Type));
        return values.Count == 1 ? types : $"({types})";
    }

    private static void Nodes(StringBuilder text, IReadOnlyList<Node> nodes)
    {
        foreach (Node node in nodes)
        {
            string outputs = string.Join(", ", node.Outputs.Select(output => $"{output}: {output.Type}"));
            string inputs = List(node.Inputs);
            string fields = node.Op.Describe() is { Length: > 0 } described ? " {" + described + "}" : "";
            text.Append("    ").Append(outputs.Length > 0 ? outputs + " = " : "").Append($"{node.Op.Name}({inputs}){fields}\n");
        }
    }
}
