using System;
using System.Collections.Generic;
using System.Linq;
using System.Numerics.Tensors;
using ModelGen.Cpu;
using ModelGen.Training;

namespace ModelGen.Benchmarks.Cases;

/// <summary><c>unet</c>, <c>towers</c> and <c>translator</c>: models of graph methods. <c>.step</c>: forward, loss, backward and AdamW; <c>.forward</c>: prediction of a batch. Random weights, random numbers.</summary>
internal sealed class GraphCases : ICaseFamily
{
    private const int Images = 8, Pairs = 256, Sentences = 16, Words = 32, Vocabulary = 2000;

    public IEnumerable<string> Names => ["unet.forward", "unet.step", "towers.step", "translator.step"];

    public ICase? Find(string name) => name switch
    {
        "unet.forward" => new TimedCase(name, team =>
        {
            ThreadTeam.Shared = team;
            var model = new UNet();
            float[] x = Numbers(Images * 3 * 64 * 64), y = new float[Images * 64 * 64];
            return () => model.Predict(new ReadOnlyTensorSpan<float>(x, [Images, 3, 64, 64]), new TensorSpan<float>(y, [Images, 64 * 64]));
        })
        {
            Flops = (double)UNet.Info.FlopsPerExample * Images,
        },
        "unet.step" => new TimedCase(name, team =>
        {
            ThreadTeam.Shared = team;
            var model = new UNet();
            float[] x = Numbers(Images * 3 * 64 * 64), truth = [.. Numbers(Images * 64 * 64).Select(number => number > 0 ? 1f : 0)];
            return Step(model.Store, team, () => model.ComputeGradients(new ReadOnlyTensorSpan<float>(x, [Images, 3, 64, 64]), new ReadOnlyTensorSpan<float>(truth, [Images, 64 * 64])));
        })
        {
            Flops = 3.0 * UNet.Info.FlopsPerExample * Images,
        },
        "towers.step" => new TimedCase(name, team =>
        {
            ThreadTeam.Shared = team;
            var model = new TwoTowers();
            int[] users = Ids(Pairs, 20_000), items = Ids(Pairs, 5_000);
            return Step(model.Store, team, () => model.ComputeGradients(new ReadOnlyTensorSpan<int>(users, [Pairs]), new ReadOnlyTensorSpan<int>(items, [Pairs])));
        })
        {
            Flops = 3.0 * TwoTowers.Info.FlopsPerExample * Pairs,
        },
        "translator.step" => new TimedCase(name, team =>
        {
            ThreadTeam.Shared = team;
            var model = new Translator();
            int[] source = Ids(Sentences * Words, Vocabulary), said = Ids(Sentences * Words, Vocabulary), next = Ids(Sentences * Words, Vocabulary);
            nint[] shape = [Sentences, Words];
            return Step(model.Store, team, () => model.ComputeGradients(new ReadOnlyTensorSpan<int>(source, shape), new ReadOnlyTensorSpan<int>(said, shape), new ReadOnlyTensorSpan<int>(next, shape)));
        })
        {
            Flops = 3.0 * Translator.Info.FlopsPerExample * Sentences,
            Tokens = Sentences * Words,
        },
        _ => null,
    };

    private static Action Step(ParameterStore store, ThreadTeam team, Action gradients)
    {
        var optimizer = new AdamW(store, learningRate: 1e-4f, team: team);
        return () =>
        {
            gradients();
            optimizer.Step(clearGradients: true);
        };
    }

    private static float[] Numbers(int count)
    {
        var random = new Random(1);
        return [.. Enumerable.Range(0, count).Select(_ => (2 * random.NextSingle()) - 1)];
    }

    private static int[] Ids(int count, int limit)
    {
        var random = new Random(limit);
        return [.. Enumerable.Range(0, count).Select(_ => random.Next(limit))];
    }
}
