using System.Collections.Generic;
using static ModelGen.Equality.EqualityCase;
using static ModelGen.Equality.Inputs;

namespace ModelGen.Equality;

/// <summary>Recurrent layers.</summary>
internal static class RecurrentCases
{
    public static IReadOnlyList<EqualityCase> All { get; } =
    [
        Of(seed => new Rings(seed), Floats((b, t) => [b, t, 5]), Floats((b, _) => [b, 2]), longest: 9),
        Of(seed => new PaddedRings(seed), Padded(20, 0), Floats((b, _) => [b, 2]), longest: 9),
        Of(seed => new States(seed), Padded(20, 0), Floats((b, t) => [b, t, 6]), longest: 9),
    ];
}
