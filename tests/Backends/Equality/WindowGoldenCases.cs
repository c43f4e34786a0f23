using System.Collections.Generic;
using static ModelGen.Equality.GoldenCase;

namespace ModelGen.Equality;

/// <summary>PyTorch's numbers for windows.</summary>
internal static class WindowGoldenCases
{
    public static IReadOnlyList<GoldenCase> All { get; } =
    [
        Of<GoldenCnn, float, int>("cnn", () => new(), Floats("in.x", 4, 3, 12, 12), Ints("in.labels", 4)),
        Of<GoldenResidualCnn, float, int>("cnn_bn", () => new(), Floats("in.x", 5, 3, 8, 8), Ints("in.labels", 5), "out.eval_logits", prefix: "branch."),
        Of<GoldenTextCnn, int, float>("textcnn", () => new(), Ints("in.ids", 4, 14), Labels("in.labels", 4, 1)),
    ];
}
