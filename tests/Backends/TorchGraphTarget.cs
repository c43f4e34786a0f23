using System;
using System.Collections.Generic;
using System.Linq;
using System.Reflection;
using ModelGen.Backends.Tests;
using TorchSharp;

namespace ModelGen.GraphMethods;

/// <summary>The emitted module of a graph model; a member's parameters are inputs, targets and weights in their order.</summary>
internal sealed class GraphTarget : IGraphTarget
{
    private readonly DisposeScope _scope = torch.NewDisposeScope();
    private readonly torch.nn.Module _module;
    private readonly Type _type;
    private readonly string _entry;
    private List<torch.Tensor> _batch = [];

    private GraphTarget(IModel model, string entry)
    {
        _entry = entry;
        _type = model.GetType().GetNestedType("Torch")!;
        _module = (torch.nn.Module)Invoke("From", null, [model, null, null]);
        Agreement.Names(model.Store, _module);
    }

    public static IGraphTarget Of(IModel model, string entry = "") => new GraphTarget(model, entry);

    public IReadOnlyDictionary<string, float[]> Predict(IReadOnlyList<Given> inputs)
    {
        MethodInfo predict = _type.GetMethod("Predict" + _entry)!;
        return SpanCalls.Named(predict, Invoke(predict.Name, _module, [.. inputs.Select(Tensor)]), output => Values.Of((torch.Tensor)output));
    }

    public float ComputeLoss(IReadOnlyList<Given> batch, float[] weights)
    {
        _module.eval();
        using torch.Tensor loss = (torch.Tensor)Invoke("ComputeLoss", _module, [.. batch.Select(Tensor), Weights(weights)]);
        _module.train();
        return loss.item<float>();
    }

    public float ComputeGradients(IReadOnlyList<Given> batch, float[] weights)
    {
        _module.zero_grad();
        _batch = [.. batch.Select(Tensor)];
        foreach (torch.Tensor input in _batch.Where(tensor => tensor.dtype == torch.ScalarType.Float32))
        {
            input.requires_grad = true;
        }

        using torch.Tensor loss = (torch.Tensor)Invoke("ComputeLoss", _module, [.. _batch, Weights(weights)]);
        loss.backward();
        return loss.item<float>();
    }

    public IModel Download()
    {
        var model = (IModel)Invoke("ToModel", _module, []);
        Dictionary<string, torch.Tensor> tensors = Values.ByName(_module);
        foreach (Parameter parameter in model.Store.Parameters.Where(parameter => !parameter.IsBuffer))
        {
            Values.GradientOf(tensors[parameter.Name]).CopyTo(parameter.Gradient);
        }

        return model;
    }

    public float[]? InputGradient(int input) => _batch[input].requires_grad ? Values.GradientOf(_batch[input]) : null;

    public void Dispose()
    {
        _scope.Dispose();
        _module.Dispose();
    }

    private object Invoke(string method, object? of, object?[] arguments) => _type.GetMethod(method)!.Invoke(of, BindingFlags.DoNotWrapExceptions, null, arguments, null)!;

    private static torch.Tensor? Weights(float[] weights) => weights.Length == 0 ? null : torch.tensor(weights);

    private static torch.Tensor Tensor(Given given)
    {
        long[] shape = [.. given.Shape.Select(size => (long)size)];
        return given.Values is float[] floats ? torch.tensor(floats, shape) : torch.tensor((int[])given.Values, shape);
    }
}
