using System;
using System.Collections.Generic;
using System.Numerics.Tensors;
using ModelGen.Cpu;
using ModelGen.Training;

namespace ModelGen.Benchmarks.Cases;

/// <summary><c>MODEL.forward</c>: prediction of a batch; <c>MODEL.step</c>: forward, backward and AdamW, no dropout. Random weights, random tokens.</summary>
internal sealed class TrainingCases : ICaseFamily
{
    public IEnumerable<string> Names => ["gpt-s.forward", "gpt-s.step", "gpt-m.forward", "gpt-m.step", "gpt2-124m.forward", "gpt2-124m.step"];

    public ICase? Find(string name) => name switch
    {
        "gpt-s.forward" => Forward(name, 8, 128, () => new GptSmall(), (m, x, y) => m.Predict(x, y)),
        "gpt-s.step" => Step(name, 8, 128, () => new GptSmall()),
        "gpt-m.forward" => Forward(name, 4, 256, () => new GptMedium(), (m, x, y) => m.Predict(x, y)),
        "gpt-m.step" => Step(name, 4, 256, () => new GptMedium()),
        "gpt2-124m.forward" => Forward(name, 4, 64, () => new Gpt2(), (m, x, y) => m.Predict(x, y)),
        "gpt2-124m.step" => Step(name, 4, 64, () => new Gpt2()),
        _ => null,
    };

    private delegate void PredictInto<TModel>(TModel model, ReadOnlyTensorSpan<int> input, TensorSpan<float> output);

    private static TimedCase Forward<TModel>(string name, int batch, int length, Func<TModel> create, PredictInto<TModel> predict)
        where TModel : IModel => new(name, team =>
    {
        ThreadTeam.Shared = team;
        TModel model = create();
        nint[] lengths = [batch, length];
        nint[] outputs = [batch, length, Vocabulary<TModel>()];
        int[] ids = Tokens(batch * length, (int)outputs[2]);
        float[] logits = new float[batch * length * outputs[2]];
        return () => predict(model, new ReadOnlyTensorSpan<int>(ids, lengths), new TensorSpan<float>(logits, outputs));
    })
    {
        Tokens = batch * length,
        Flops = FlopsOf<TModel>(batch, length),
    };

    private static TimedCase Step<TModel>(string name, int batch, int length, Func<TModel> create)
        where TModel : IModel, ITrainable<int, int> => new(name, team =>
    {
        ThreadTeam.Shared = team;
        TModel model = create();
        var optimizer = new AdamW(((IModel)model).Store, learningRate: 1e-4f, team: team);
        nint[] lengths = [batch, length];
        int[] ids = Tokens(batch * length, Vocabulary<TModel>());
        int[] targets = Tokens(batch * length, Vocabulary<TModel>());
        return () =>
        {
            model.ComputeGradients(new ReadOnlyTensorSpan<int>(ids, lengths), new ReadOnlyTensorSpan<int>(targets, lengths));
            optimizer.Step(clearGradients: true);
        };
    })
    {
        Tokens = batch * length,
        Flops = 3 * FlopsOf<TModel>(batch, length),
    };

    // Info's figure is for a full context; attention's share, quadratic in the length, is small enough here to be scaled as well.
    private static double FlopsOf<TModel>(int batch, int length)
        where TModel : IModel => (double)TModel.Info.FlopsPerExample * batch * length / Context<TModel>();

    private static int Vocabulary<TModel>()
        where TModel : IModel => int.Parse(TModel.Info.Output[(TModel.Info.Output.LastIndexOf(':') + 1)..^1], System.Globalization.CultureInfo.InvariantCulture);

    private static int Context<TModel>()
        where TModel : IModel => int.Parse(TModel.Info.Input[(TModel.Info.Input.IndexOf('=', StringComparison.Ordinal) + 1)..^1], System.Globalization.CultureInfo.InvariantCulture);

    private static int[] Tokens(int count, int vocabulary)
    {
        var random = new Random(1);
        int[] ids = new int[count];
        for (int i = 0; i < count; i++)
        {
            ids[i] = random.Next(vocabulary);
        }

        return ids;
    }
}
