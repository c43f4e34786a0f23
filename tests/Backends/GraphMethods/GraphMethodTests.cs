using System;
using System.Linq;
using ModelGen.Equality;
using ModelGen.Models.Tests.Graphs;
using Xunit;

namespace ModelGen.GraphMethods;

/// <summary>The numbers of the CPU target on another one: graph methods with inputs of every kind, shared layers, blocks of several inputs, every loss.</summary>
public class GraphMethodTests
{
    private static readonly GraphCase[] s_all =
    [
        new(typeof(Kinds), [Tokens(20, 7, 0), Floats(5, 4), Floats(1), Ids(6)], Ids(5, 7), Ids(4)),
        new(typeof(Twins), [Tokens(20, 6, 0), Tokens(20, 8, 0)]),
        new(typeof(Residuals), [Floats(3, 8, 8)], Ids(3)),
        new(typeof(Painter), [Floats(6), Ids(5)], Floats(3)),
        new(typeof(Nodes), [Floats(4, 5), Floats(4, 4)], Ids(3, 4), Floats(3)),
        new(typeof(Decoders), [Floats(5, 6), Tokens(12, 7, 3), Floats(6)], Shares(6)),
        new(typeof(Places), [Tokens(7, 6, 0), Floats(5, 5), Ids(4, 3)], Floats(3)),
        new(typeof(PaddedMoves), [Tokens(9, 7, 0), Tokens(9, 6, 0)], Floats(3)),
        new(typeof(Patchwork), [Floats(2, 4, 6)], Ids(3)),
        new(typeof(Prototypes), [Floats(4)], Ids(5)),
        new(typeof(Convolved), [Floats(5, 4), Floats(5, 5)], Ids(3, 5)),
        new(typeof(Continued), [Tokens(9, 7, 0), Floats(4, 3), Floats(4, 2)], Floats(4, 2)),
        new(typeof(Crowded), [Floats(2), Floats(2), Ids(4), Ids(5), Floats(1), Floats(1), Floats(3), Tokens(9, 6, 0)], Floats(1)),
        new(typeof(Points), [Floats(5, 3)], Floats(1)),
        new(typeof(StackedStates), [Tokens(9, 7, 0), Floats(12), Floats(12)], Floats(3)),
        new(typeof(GivenStarts), [Floats(4, 3), Floats(4)], Floats(4, 2)),
        new(typeof(Formulas), [Floats(4), Floats(4), Floats(1)], Floats(3)),
        new(typeof(Inception), [Floats(1, 8, 8)], Ids(2)),
        new(typeof(Vision), [Floats(2, 4, 6)], Ids(3)),
        new(typeof(WideAndDeep), [Ids(6), Ids(5), Floats(3)], Shares(1)),
        new(typeof(LabelledGenerator), [Floats(2), Ids(3)]),
        new(typeof(LabelledJudge), [Floats(1), Ids(3)], Shares(1)),
        new(typeof(NoisyAutoencoder), [Floats(8)]),
        new(typeof(ByHand), [Floats(5, 4)]),
    ];

    public static TheoryData<string> Names => [.. s_all.Where(each => !Target.MissingMethods.Contains(each.Model.Name)).Select(each => each.Model.Name)];

    [TargetTheory]
    [MemberData(nameof(Names))]
    public void TheNumbersAreThoseOfTheCpu(string name)
    {
        for (int seed = 1; seed <= 2; seed++)
        {
            s_all.Single(each => each.Model.Name == name).Check(seed);
        }
    }

    private static Func<Random, int, Given> Floats(params nint[] shape) => (random, examples) => Make(random, examples, shape, () => (random.NextSingle() * 2) - 1);

    private static Func<Random, int, Given> Shares(params nint[] shape) => (random, examples) => Make(random, examples, shape, random.NextSingle);

    private static Func<Random, int, Given> Ids(int count, params nint[] shape) => (random, examples) => Make(random, examples, shape, () => random.Next(count));

    private static Func<Random, int, Given> Tokens(int vocabulary, int length, int padding) => (random, examples) =>
    {
        Batch<int> ids = Inputs.Padded(vocabulary, padding)(random, examples, length);
        return new("tokens", ids.Values, ids.Shape);
    };

    private static Given Make<T>(Random random, int examples, nint[] shape, Func<T> value) => new("x", Enumerable.Range(0, (int)shape.Aggregate((nint)examples, (all, size) => all * size)).Select(_ => value()).ToArray(), [examples, .. shape]);
}
