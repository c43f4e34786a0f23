using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text.RegularExpressions;

namespace ModelGen.Tests.Harness;

/// <summary>The programs of <c>HandedOver.txt</c>, in the ways in which people hand data on, each as it is wrong and as it was meant.</summary>
/// <param name="Wrong">With <c>//!</c> at the line of the fault.</param>
internal sealed partial record HandedOver(string Name, string Wrong, string Right)
{
    public const string Usings = "using System; using System.Collections.Generic; using System.Linq; using System.Numerics.Tensors; using System.Threading.Tasks; using ModelGen; using ModelGen.Data; using ModelGen.Training;\n";

    private static readonly Dictionary<string, string> s_models = new()
    {
        ["Iris"] = "[Model, Input(4), Linear(16), Relu, Linear(3), Loss(Loss.CrossEntropy)]",
        ["Digits"] = "[Model, Input(784), Linear(10), Loss(Loss.CrossEntropy)]",
        ["Images"] = "[Model, Input(3, 8, 8), Flatten, Linear(4), Relu, Linear(2), Loss(Loss.CrossEntropy)]",
        ["Series"] = "[Model, Sequence(6, MaxLength = 9), Linear(3), Loss(Loss.MeanSquaredError)]",
        ["Price"] = "[Model, Input(8), Linear(1), Loss(Loss.MeanSquaredError)]",
        ["Gpt"] = "[Transformer(Layers = 1, Heads = 2, Width = 8, Vocabulary = 17, Context = 20)]",
    };

    /// <summary>Whether the fault is known not to be found.</summary>
    public bool IsMissed => Name.StartsWith("missed: ", StringComparison.Ordinal);

    public static IReadOnlyList<HandedOver> All(string repository) =>
    [
        .. File.ReadAllText(Path.Combine(repository, "tests", "Analyzers.Tests", "DataEdges", "HandedOver.txt")).Split("\n# ").Skip(1).Select(row => Of(row[..row.IndexOf('\n', StringComparison.Ordinal)], row[(row.IndexOf('\n', StringComparison.Ordinal) + 1)..])),
    ];

    private static HandedOver Of(string name, string program)
    {
        string models = string.Concat(s_models.Where(model => Regex.IsMatch(program, $@"\b{model.Key}\b")).Select(model => $"\n{model.Value} public partial class {model.Key};"));
        return new(name, Usings + Choice().Replace(program, "$1") + models, Usings + Choice().Replace(program, "$2") + models);
    }

    [GeneratedRegex(@"<<(.*?)\|(.*?)>>")]
    private static partial Regex Choice();
}
