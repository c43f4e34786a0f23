using System;
using System.Linq;
using System.Numerics.Tensors;
using System.Reflection;
using ModelGen.Cpu;
using ModelGen.Decoding;

namespace ModelGen.Tests.Emitted;

/// <summary>A model of a loaded assembly, called without knowing its type.</summary>
internal abstract class RunningModel
{
    private readonly object _model;
    private readonly Workspace _workspace = new();

    protected RunningModel(object model)
    {
        _model = model;
        Store = ((IModel)model).Store;
    }

    public ParameterStore Store { get; }

    public TokenDecoder? CreateDecoder() => (TokenDecoder?)_model.GetType().GetMethod("CreateDecoder")?.Invoke(_model, null);

    public static RunningModel Create(Assembly assembly, string name)
    {
        object model = Activator.CreateInstance(assembly.GetType(name, throwOnError: true)!, 1L)!;
        Type input = model.GetType().GetMethods().First(method => method.Name == "Forward").GetParameters()[1].ParameterType.GenericTypeArguments[0];
        RunningModel running = input == typeof(int) ? new TokenModel(model) : new FloatModel(model);
        for (int i = 0; i < running.Store.Values.Length; i++)
        {
            running.Store.Values[i] += (0.4f * CounterRandom.Uniform(9, (ulong)i)) - 0.2f;
        }

        return running;
    }

    /// <summary>The output of prediction, flat.</summary>
    public abstract float[] Predict(Array input, nint[] shape);

    /// <summary>The output of training's forward pass, flat; with the same dropout each time.</summary>
    public float[] Forward(Array input, nint[] shape, out nint[] lengths)
    {
        _workspace.RandomKey = 5;
        ReadOnlyTensorSpan<float> output = Forward(_workspace, input, shape);
        float[] values = new float[output.FlattenedLength];
        output.FlattenTo(values);
        lengths = output.Lengths.ToArray();
        return values;
    }

    /// <summary>The gradients of all parameters, then of the input if it has one.</summary>
    public float[] Backward(float[] gradient, nint[] lengths, nint[] inputShape)
    {
        Store.ZeroGradients();
        float[] inputs = Backward(_workspace, new(gradient, lengths), inputShape);
        return [.. Store.Gradients, .. inputs];
    }

    protected T Delegate<T>(string method, params Type[] parameters)
        where T : Delegate => _model.GetType().GetMethod(method, parameters)!.CreateDelegate<T>(_model);

    protected static float[] Flat(Tensor<float> tensor)
    {
        float[] values = new float[tensor.FlattenedLength];
        tensor.FlattenTo(values);
        return values;
    }

    protected abstract ReadOnlyTensorSpan<float> Forward(Workspace workspace, Array input, nint[] shape);

    protected abstract float[] Backward(Workspace workspace, ReadOnlyTensorSpan<float> gradient, nint[] inputShape);

    protected delegate Tensor<float> PredictCall<T>(ReadOnlyTensorSpan<T> input);

    protected delegate ReadOnlyTensorSpan<float> ForwardCall<T>(Workspace workspace, ReadOnlyTensorSpan<T> input);

    private delegate void FloatBackward(Workspace workspace, ReadOnlyTensorSpan<float> outputGradient, TensorSpan<float> inputGradient);

    private delegate void TokenBackward(Workspace workspace, ReadOnlyTensorSpan<float> outputGradient);

    private sealed class FloatModel(object model) : RunningModel(model)
    {
        public override float[] Predict(Array input, nint[] shape) =>
            Flat(Delegate<PredictCall<float>>("Predict", typeof(ReadOnlyTensorSpan<float>))(new((float[])input, shape)));

        protected override ReadOnlyTensorSpan<float> Forward(Workspace workspace, Array input, nint[] shape) =>
            Delegate<ForwardCall<float>>("Forward", typeof(Workspace), typeof(ReadOnlyTensorSpan<float>))(workspace, new((float[])input, shape));

        protected override float[] Backward(Workspace workspace, ReadOnlyTensorSpan<float> gradient, nint[] inputShape)
        {
            float[] inputs = new float[TensorPrimitives.Product<nint>(inputShape)];
            Delegate<FloatBackward>("Backward", typeof(Workspace), typeof(ReadOnlyTensorSpan<float>), typeof(TensorSpan<float>))(workspace, gradient, new(inputs, inputShape));
            return inputs;
        }
    }

    private sealed class TokenModel(object model) : RunningModel(model)
    {
        public override float[] Predict(Array input, nint[] shape) =>
            Flat(Delegate<PredictCall<int>>("Predict", typeof(ReadOnlyTensorSpan<int>))(new((int[])input, shape)));

        protected override ReadOnlyTensorSpan<float> Forward(Workspace workspace, Array input, nint[] shape) =>
            Delegate<ForwardCall<int>>("Forward", typeof(Workspace), typeof(ReadOnlyTensorSpan<int>))(workspace, new((int[])input, shape));

        protected override float[] Backward(Workspace workspace, ReadOnlyTensorSpan<float> gradient, nint[] inputShape)
        {
            Delegate<TokenBackward>("Backward", typeof(Workspace), typeof(ReadOnlyTensorSpan<float>))(workspace, gradient);
            return [];
        }
    }
}
