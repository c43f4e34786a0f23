using System.Collections.Generic;
using static ModelGen.Equality.EqualityCase;
using static ModelGen.Equality.Inputs;

namespace ModelGen.Equality;

/// <summary>Windows and norms over channels.</summary>
internal static class WindowCases
{
    public static IReadOnlyList<EqualityCase> All { get; } =
    [
        Of(seed => new Windows(seed), Floats((b, _) => [b, 4, 9, 7]), Floats((b, _) => [b, 3])),
        Of(seed => new Oblong(seed), Floats((b, _) => [b + 2, 4, 9, 7]), Floats((b, _) => [b + 2, 3])),
        Of(seed => new Growing(seed), Floats((b, t) => [b, t, 4]), Floats((b, _) => [b, 5]), longest: 20),
        Of(seed => new Normed(seed), Floats((b, t) => [b + 1, t, 6]), Floats((b, _) => [b + 1, 2]), longest: 10),
        Of(seed => new Scan(seed), Padded(20, 0), Ints(3, (b, _) => [b]), longest: 16, shortest: 3),
        Of(seed => new Holes(seed), Padded(20, 0), Floats((b, _) => [b, 2]), longest: 12, shortest: 3),
        Of(seed => new PaddedNorms(seed), Padded(20, 0), Floats((b, _) => [b, 2]), longest: 12, shortest: 3),
        Of(seed => new Near(seed), Padded(20, 0), Ints(3, (b, t) => [b, t]), longest: 50),
        Of(seed => new Texts(seed), Padded(20, 0), Ints(3, (b, t) => [b, t]), longest: 40),
        Of(seed => new Gates(seed), Padded(20, 0), Floats((b, _) => [b, 6]), longest: 9, shortest: 2),
        Of(seed => new Samples(seed), Floats((b, t) => [b, t, 4]), Floats((b, _) => [b, 6]), longest: 20, shortest: 4),
    ];
}
