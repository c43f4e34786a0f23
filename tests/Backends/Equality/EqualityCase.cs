using System;
using System.Collections.Generic;
using System.Numerics.Tensors;
using ModelGen.Training;
using Xunit;

namespace ModelGen.Equality;

/// <summary>A model and how input and target for it are made.</summary>
internal sealed record EqualityCase(Type Model, Action<int> Check)
{
    public static EqualityCase Of<TModel, TInput, TTarget>(Func<long, TModel> create, Func<Random, int, int, Batch<TInput>> input, Func<Random, int, int, Batch<TTarget>> target, int longest = 1, int shortest = 1)
        where TModel : ITrainable<TInput, TTarget>
        where TInput : unmanaged
        where TTarget : unmanaged
        => new(typeof(TModel), seed =>
        {
            Random random = new(seed);
            int batch = random.Next(1, 7), length = random.Next(shortest, longest + 1);
            TModel model = create(seed);
            Compare(model, input(random, batch, length), target(random, batch, length));
        });

    public static void Compare<TModel, TInput, TTarget>(TModel model, Batch<TInput> input, Batch<TTarget> target)
        where TModel : ITrainable<TInput, TTarget>
        where TInput : unmanaged
        where TTarget : unmanaged
    {
        using IOtherTarget<TInput, TTarget> other = Target.Of<TModel, TInput, TTarget>(model);
        Run(model, other, input, target, []);

        // And the weighted mean; an example of weight 0 is left out.
        Random random = new(input.Values.Length);
        float[] weights = new float[input.Shape[0]];
        for (int i = 0; i < weights.Length; i++) weights[i] = i == 1 ? 0 : 0.5f + random.NextSingle();
        if (!other.OnlyPredicts) Run(model, other, input, target, weights);
    }

    private static void Run<TModel, TInput, TTarget>(TModel model, IOtherTarget<TInput, TTarget> other, Batch<TInput> input, Batch<TTarget> target, float[] weights)
        where TModel : ITrainable<TInput, TTarget>
        where TInput : unmanaged
        where TTarget : unmanaged
    {
        ReadOnlyTensorSpan<TInput> x = new(input.Values, input.Shape);
        ReadOnlyTensorSpan<TTarget> y = new(target.Values, target.Shape);
        var predict = typeof(TModel).GetMethod("Predict", [typeof(ReadOnlyTensorSpan<TInput>)])!.CreateDelegate<Predictor<TInput>>(model);
        Closeness.Check(other.Predict(x), Flat(predict(x)), other.OutputTolerance, 0, "output");
        if (other.OnlyPredicts)
        {
            return;
        }

        Closeness.Check([other.ComputeLoss(x, y, weights)], [model.ComputeLoss(x, y, weights)], Closeness.OfOutputs, 0, "loss");
        if (!other.DrawsTheSameDropout && Layers.Drops(typeof(TModel)))
        {
            return;
        }

        model.Store.ZeroGradients();
        float loss = model.ComputeGradients(x, y, weights);
        float[] expected = model.Store.Gradients.ToArray();
        Closeness.Check([other.ComputeGradients(x, y, weights)], [loss], Closeness.OfOutputs, 0, "training loss");
        double floor = Closeness.Rounding * TensorPrimitives.Norm<float>(expected);
        IReadOnlyDictionary<string, float[]> gradients = other.Gradients();
        Assert.Equal(model.Store.Parameters.Count, gradients.Count);
        foreach (Parameter parameter in model.Store.Parameters)
        {
            Closeness.Check(gradients[parameter.Name], expected.AsSpan(parameter.Offset, parameter.Count), Closeness.OfGradients, floor, "gradient of " + parameter.Name);
        }
    }

    private static float[] Flat(Tensor<float> tensor)
    {
        float[] values = new float[tensor.FlattenedLength];
        tensor.FlattenTo(values);
        return values;
    }
}
