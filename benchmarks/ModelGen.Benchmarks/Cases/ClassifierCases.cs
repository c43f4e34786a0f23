using System;
using System.Collections.Generic;
using System.Numerics.Tensors;
using ModelGen.Cpu;
using ModelGen.Training;

namespace ModelGen.Benchmarks.Cases;

/// <summary>
/// <c>cnn</c> and <c>mlp</c>: <c>.forward</c>: prediction of a batch; <c>.gradients</c>: forward, loss and backward; <c>.step</c>: these and AdamW. Random weights,
/// random numbers.
/// </summary>
internal sealed class ClassifierCases : ICaseFamily
{
    private static readonly nint[] s_images = [32, 3, 32, 32];
    private static readonly nint[] s_rows = [64, 784];

    public IEnumerable<string> Names => ["cnn.forward", "cnn.gradients", "cnn.step", "mlp.forward", "mlp.gradients", "mlp.step"];

    public ICase? Find(string name) => name switch
    {
        "cnn.forward" => Forward(name, s_images, 10, () => new ConvNet(), (m, x, y) => m.Predict(x, y)),
        "cnn.gradients" => Step(name, s_images, 10, () => new ConvNet(), update: false),
        "cnn.step" => Step(name, s_images, 10, () => new ConvNet(), update: true),
        "mlp.forward" => Forward(name, s_rows, 10, () => new Mlp(), (m, x, y) => m.Predict(x, y)),
        "mlp.gradients" => Step(name, s_rows, 10, () => new Mlp(), update: false),
        "mlp.step" => Step(name, s_rows, 10, () => new Mlp(), update: true),
        _ => null,
    };

    private delegate void PredictInto<TModel>(TModel model, ReadOnlyTensorSpan<float> input, TensorSpan<float> output);

    private static TimedCase Forward<TModel>(string name, nint[] shape, int classes, Func<TModel> create, PredictInto<TModel> predict)
        where TModel : IModel => new(name, team =>
    {
        ThreadTeam.Shared = team;
        TModel model = create();
        float[] x = Numbers(shape), y = new float[shape[0] * classes];
        return () => predict(model, new ReadOnlyTensorSpan<float>(x, shape), new TensorSpan<float>(y, [shape[0], classes]));
    })
    {
        Flops = (double)TModel.Info.FlopsPerExample * shape[0],
    };

    private static TimedCase Step<TModel>(string name, nint[] shape, int classes, Func<TModel> create, bool update)
        where TModel : IModel, ITrainable<float, int> => new(name, team =>
    {
        ThreadTeam.Shared = team;
        TModel model = create();
        var optimizer = new AdamW(((IModel)model).Store, learningRate: 1e-4f, team: team);
        float[] x = Numbers(shape);
        int[] labels = new int[shape[0]];
        for (int i = 0; i < labels.Length; i++)
        {
            labels[i] = i % classes;
        }

        return () =>
        {
            model.ComputeGradients(new ReadOnlyTensorSpan<float>(x, shape), new ReadOnlyTensorSpan<int>(labels, [shape[0]]));
            if (update)
            {
                optimizer.Step(clearGradients: true);
            }
        };
    })
    {
        Flops = 3.0 * TModel.Info.FlopsPerExample * shape[0],
    };

    private static float[] Numbers(nint[] shape)
    {
        var random = new Random(1);
        float[] x = new float[TensorPrimitives.Product<nint>(shape)];
        for (int i = 0; i < x.Length; i++)
        {
            x[i] = (2 * random.NextSingle()) - 1;
        }

        return x;
    }
}
