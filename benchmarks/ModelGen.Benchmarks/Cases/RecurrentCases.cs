using System;
using System.Collections.Generic;
using System.Numerics.Tensors;
using ModelGen.Cpu;
using ModelGen.Training;

namespace ModelGen.Benchmarks.Cases;

/// <summary><c>lstm.forward</c>, <c>lstm.gradients</c> and <c>lstm.step</c>, as <see cref="ClassifierCases"/>. Random weights, random tokens.</summary>
internal sealed class RecurrentCases : ICaseFamily
{
    private const int Batch = 32;
    private const int Length = 100;

    public IEnumerable<string> Names => ["lstm.forward", "lstm.gradients", "lstm.step"];

    public ICase? Find(string name) => name switch
    {
        "lstm.forward" => Case(name, 1, (model, _, ids, labels) => model.Predict(ids, labels)),
        "lstm.gradients" => Case(name, 3, (model, _, ids, labels) => model.ComputeGradients(ids, labels)),
        "lstm.step" => Case(name, 3, (model, optimizer, ids, labels) =>
        {
            model.ComputeGradients(ids, labels);
            optimizer.Step(clearGradients: true);
        }),
        _ => null,
    };

    private delegate void Work(RecurrentNet model, AdamW optimizer, ReadOnlyTensorSpan<int> ids, TensorSpan<float> labels);

    private static TimedCase Case(string name, double passes, Work work) => new(name, team =>
    {
        ThreadTeam.Shared = team;
        var model = new RecurrentNet();
        var optimizer = new AdamW(model.Store, learningRate: 1e-4f, team: team);
        var random = new Random(1);
        int[] ids = new int[Batch * Length];
        for (int i = 0; i < ids.Length; i++)
        {
            ids[i] = random.Next(10_000);
        }

        float[] labels = new float[Batch];
        return () => work(model, optimizer, new ReadOnlyTensorSpan<int>(ids, [Batch, Length]), new TensorSpan<float>(labels, [Batch, 1]));
    })
    {
        Tokens = Batch * Length,
        Flops = passes * RecurrentNet.Info.FlopsPerExample * Batch,
    };
}
