using System.Collections.Generic;
using static ModelGen.Equality.GoldenCase;

namespace ModelGen.Equality;

/// <summary>PyTorch's numbers for recurrent layers.</summary>
internal static class RecurrentGoldenCases
{
    public static IReadOnlyList<GoldenCase> All { get; } =
    [
        Of<GoldenLstm, int, float>("lstm", () => new(), Ints("in.ids", 4, 9), Labels("in.labels", 4, 1)),
        Of<GoldenGru, float, float>("gru", () => new(), Floats("in.x", 4, 8, 6), Floats("in.target", 4, 3), "out.prediction"),
    ];
}
