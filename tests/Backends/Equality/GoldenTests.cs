using System.Linq;
using ModelGen.Runtime.Tests;
using Xunit;
using static ModelGen.Equality.GoldenCase;

namespace ModelGen.Equality;

/// <summary>PyTorch's own numbers: output and loss within 1e-4, gradients within 1e-3.</summary>
public class GoldenTests
{
    private static readonly GoldenCase[] s_all =
    [
        Of<GoldenMlp, float, int>("mlp", () => new(), Floats("in.x", 8, 20), Ints("in.labels", 8)),
        Of<GoldenGpt>("gpt2", () => new(), Ints("in.ids", 2, 12), Ints("in.targets", 2, 12)),
        Of<GoldenLlama>("llama", () => new(), Ints("in.ids", 2, 10), Ints("in.targets", 2, 10)),
        Of<GoldenBert>("bert", () => new(), WithSegments, Ints("in.labels", 3)),
        Of<GoldenWeightedClasses, float, int>("weighted_ce", () => new(), Floats("in.x", 9, 12), Ints("in.labels", 9)),
        Of<GoldenWeightedNumbers, float, float>("weighted_mse", () => new(), Floats("in.x", 8, 11), Floats("in.target", 8, 4), "out.prediction", golden => golden.Floats("in.weight")),
        .. Target.MoreGolden,
    ];

    public static TheoryData<string> Names => [.. s_all.Select(each => each.Name)];

    [TargetTheory]
    [MemberData(nameof(Names))]
    public void TheNumbersAreThoseOfPyTorch(string name) => s_all.Single(each => each.Name == name).Check();

    /// <summary>Ids of the second segment stand above the vocabulary.</summary>
    private static Batch<int> WithSegments(Golden golden) => new([.. golden.Ints("in.ids").Zip(golden.Ints("in.token_type_ids"), (id, segment) => id + (53 * segment))], [3, 11]);
}
