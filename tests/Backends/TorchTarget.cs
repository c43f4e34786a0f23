using System;
using System.Collections.Generic;
using System.Linq;
using System.Numerics.Tensors;
using ModelGen.Backends.Tests;
using ModelGen.Training;
using TorchSharp;

namespace ModelGen.Equality;

/// <summary>The emitted module of a model, found by its name.</summary>
internal sealed class TorchTarget<TModel, TInput, TTarget> : IOtherTarget<TInput, TTarget>
    where TModel : ITrainable<TInput, TTarget>
    where TInput : unmanaged
    where TTarget : unmanaged
{
    private readonly DisposeScope _scope = torch.NewDisposeScope();
    private readonly torch.nn.Module _module;
    private readonly Func<torch.Tensor, torch.Tensor> _predict;
    private readonly Func<torch.Tensor, torch.Tensor, torch.Tensor?, torch.Tensor> _loss;

    public TorchTarget(TModel model)
    {
        Type type = typeof(TModel).GetNestedType("Torch")!;
        _module = (torch.nn.Module)type.GetMethod("From")!.Invoke(null, [model, null, null])!;
        _predict = type.GetMethod("Predict")!.CreateDelegate<Func<torch.Tensor, torch.Tensor>>(_module);
        _loss = type.GetMethod("ComputeLoss")!.CreateDelegate<Func<torch.Tensor, torch.Tensor, torch.Tensor?, torch.Tensor>>(_module);
        Agreement.Names(model.Store, _module);
    }

    public bool DrawsTheSameDropout => false;

    public float[] Predict(ReadOnlyTensorSpan<TInput> input) => Values.Of(_predict(Of(input)));

    public float ComputeLoss(ReadOnlyTensorSpan<TInput> input, ReadOnlyTensorSpan<TTarget> target, ReadOnlySpan<float> weights = default)
    {
        _module.eval();
        using torch.Tensor loss = _loss(Of(input), Of(target), weights.IsEmpty ? null : torch.tensor(weights.ToArray()));
        _module.train();
        return loss.item<float>();
    }

    public float ComputeGradients(ReadOnlyTensorSpan<TInput> input, ReadOnlyTensorSpan<TTarget> target, ReadOnlySpan<float> weights = default)
    {
        _module.zero_grad();
        torch.Tensor loss = _loss(Of(input), Of(target), weights.IsEmpty ? null : torch.tensor(weights.ToArray()));
        loss.backward();
        return loss.item<float>();
    }

    public IReadOnlyDictionary<string, float[]> Gradients() => Values.ByName(_module).ToDictionary(each => each.Key, each => Values.GradientOf(each.Value));

    public void Dispose()
    {
        _scope.Dispose();
        _module.Dispose();
    }

    private static torch.Tensor Of<T>(ReadOnlyTensorSpan<T> tensor)
        where T : unmanaged
    {
        T[] values = new T[tensor.FlattenedLength];
        tensor.FlattenTo(values);
        long[] shape = [.. tensor.Lengths.ToArray().Select(length => (long)length)];
        return values is float[] floats ? torch.tensor(floats, shape) : torch.tensor((int[])(object)values, shape);
    }
}
