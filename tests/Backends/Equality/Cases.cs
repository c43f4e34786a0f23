using System.Collections.Generic;
using static ModelGen.Equality.EqualityCase;
using static ModelGen.Equality.Inputs;

namespace ModelGen.Equality;

/// <summary>The models that are compared on every target, and those that <see cref="Target"/> adds.</summary>
internal static class Cases
{
    public static IReadOnlyList<EqualityCase> All { get; } =
    [
        Of(seed => new Odd(seed), Floats((b, _) => [b, 12]), Floats((b, _) => [b, 3])),
        Of(seed => new Wide(seed), Floats((b, _) => [b * 13, 70]), Shares((b, _) => [b * 13, 4])),
        Of(seed => new Brightest(seed), Floats((b, _) => [b, 3, 4, 5]), Floats((b, _) => [b, 4])),
        Of(seed => new Average(seed), Floats((b, _) => [b, 3, 4, 5]), Floats((b, _) => [b, 4])),
        Of(seed => new Both(seed), Floats((b, t) => [b, t, 6]), Floats((b, _) => [b, 3]), longest: 40),
        Of(seed => new Padded(seed), Padded(19, 0), Ints(3, (b, _) => [b]), longest: 24),
        Of(seed => new Tagger(seed), Padded(19, 3), Ints(7, (b, t) => [b, t]), longest: 24),
        Of(seed => new WeightedTagger(seed), Padded(19, 3), Ints(4, (b, t) => [b, t]), longest: 24),
        Of(seed => new PaddedNumbers(seed), Padded(19, 3), Floats((b, t) => [b, t, 3]), longest: 24),
        Of(seed => new Tied(seed), Ints(11, (b, t) => [b, t]), Ints(11, (b, t) => [b, t]), longest: 8),
        Of(seed => new Last(seed), Padded(9, 0), Shares((b, _) => [b, 1]), longest: 6),
        Of(seed => new Most(seed), Padded(9, 0), Floats((b, _) => [b, 2]), longest: 6),
        Of(seed => new Long(seed), Ints(11, (_, t) => [2, t]), Ints(11, (_, t) => [2, t]), longest: 160, shortest: 90),
        Of(seed => new Head48(seed), Floats((_, t) => [1, t, 5]), Floats((_, t) => [1, t, 2]), longest: 40),
        Of(seed => new Head96(seed), Floats((_, t) => [1, t, 5]), Floats((_, t) => [1, t, 2]), longest: 40),
        Of(seed => new Head160(seed), Floats((_, t) => [1, t, 5]), Floats((_, t) => [1, t, 2]), longest: 24),
        Of(seed => new Steps(seed), Floats((b, _) => [b, 8]), Floats((b, _) => [b, 2])),
        Of(seed => new Gpt(seed), Ints(31, (b, t) => [b, t]), Ints(31, (b, t) => [b, t]), longest: 24),
        Of(seed => new Llama(seed), Ints(31, (b, t) => [b, t]), Ints(31, (b, t) => [b, t]), longest: 24),
        Of(seed => new Bert(seed), Padded(62, 0), Ints(3, (b, _) => [b]), longest: 24),
        .. Target.More,
    ];
}
