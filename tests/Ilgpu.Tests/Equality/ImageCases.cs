using System.Collections.Generic;
using static ModelGen.Equality.EqualityCase;
using static ModelGen.Equality.Inputs;

namespace ModelGen.Equality;

/// <summary>Windows over images, and PyTorch's numbers for them.</summary>
internal static class ImageCases
{
    public static IReadOnlyList<EqualityCase> All { get; } = 
    [
        Of(seed => new Images(seed), Floats((b, _) => [b, 4, 9, 7]), Floats((b, _) => [b, 3])),
        Of(seed => new NormedSteps(seed), Padded(20, 0), Floats((b, _) => [b, 2]), longest: 10),
    ];

    public static IReadOnlyList<GoldenCase> Golden { get; } = [GoldenCase.Of<GoldenImages, float, int>("cnn", () => new(), GoldenCase.Floats("in.x", 4, 3, 12, 12), GoldenCase.Ints("in.labels", 4))];
}
