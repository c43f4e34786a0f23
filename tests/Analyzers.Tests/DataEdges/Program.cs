using System.Collections.Generic;
using System.Linq;
using System.Text.RegularExpressions;
using System.Threading.Tasks;
using ModelGen.Tests.Harness;

namespace ModelGen.Analyzers.Tests.DataEdges;

/// <summary>Statements of a user's program beside models to call.</summary>
internal static class Program
{
    private static readonly Dictionary<string, string> s_models = new()
    {
        ["Iris"] = "[Model, Input(4), Linear(16), Relu, Linear(3), Loss(Loss.CrossEntropy)]",
        ["Images"] = "[Model, Input(3, 8, 8), Flatten, Linear(4), Relu, Linear(2), Loss(Loss.CrossEntropy)]",
        ["Scores"] = "[Model, Input(784), Linear(1), Loss(Loss.MeanSquaredError)]",
        ["Series"] = "[Model, Sequence(6, MaxLength = 9), Linear(3), Loss(Loss.MeanSquaredError)]",
        ["Mood"] = "[Model, Tokens(Vocabulary = 30, Context = 12, Padding = 0), Embedding(4), Lstm(4), Linear(1), Loss(Loss.BinaryCrossEntropy)]",
        ["Gpt"] = "[Transformer(Layers = 1, Heads = 2, Width = 8, Vocabulary = 17, Context = 20)]",
    };

    private const string Usings = "using System; using System.Buffers; using System.Linq; using System.Numerics.Tensors; using ModelGen.Data; using ModelGen.Training; using ModelGen.Decoding; using ModelGen.Evaluation;\n";

    /// <summary>Exactly these diagnostics; the statements stand in a method, in which <c>iris</c> and the other models are at hand.</summary>
    public static Task Verify(string statements, params Expected[] expected) => Expected.Verify(Source(statements), expected);

    /// <summary>The whole source, without <c>using ModelGen;</c>: of the models, those that the statements name.</summary>
    public static string Source(string statements)
    {
        string[] used = [.. s_models.Keys.Where(model => Regex.IsMatch(statements, $@"\b{model}\b", RegexOptions.IgnoreCase))];
        return $$"""
            {{Usings}}
            public static class Program
            {
                public static void Run({{string.Join(", ", [.. used.Select(model => $"{model} {model.ToLowerInvariant()}"), "int n", "int m", "bool flag", "float[] data"])}})
                {
                    {{statements}}
                }
            }
            {{string.Join("\n", used.Select(model => $"{s_models[model]} public partial class {model};"))}}
            """;
    }
}
