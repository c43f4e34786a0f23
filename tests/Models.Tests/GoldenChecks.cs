using System;
using System.Numerics.Tensors;
using ModelGen.Runtime.Tests;
using ModelGen.Training;
using Xunit;

namespace ModelGen.Models.Tests;

/// <summary>What golden tests compare: gradients in a file's layout, steps of AdamW, the gradient of an input.</summary>
internal static class GoldenChecks
{
    internal delegate ReadOnlyTensorSpan<float> ForwardPass(Workspace workspace, ReadOnlyTensorSpan<float> input);

    internal delegate void BackwardPass(Workspace workspace, ReadOnlyTensorSpan<float> outputGradient, TensorSpan<float> inputGradient);

    // Of the mean cross-entropy, by the two passes.
    internal static float[] InputGradient(float[] x, nint[] shape, int[] labels, int classes, ForwardPass forward, BackwardPass backward)
    {
        var workspace = new Workspace();
        float[] gradient = new float[labels.Length * classes];
        forward(workspace, new(x, shape)).FlattenTo(gradient);
        for (int row = 0; row < labels.Length; row++)
        {
            Span<float> each = gradient.AsSpan(row * classes, classes);
            TensorPrimitives.SoftMax(each, each);
            each[labels[row]] -= 1;
            TensorPrimitives.Divide(each, labels.Length, each);
        }

        float[] inputGradient = new float[x.Length];
        backward(workspace, new(gradient, [labels.Length, classes]), new(inputGradient, shape));
        return inputGradient;
    }

    // Three steps, as the reference describes them.
    internal static void CheckAdamW(ParameterStore store, Golden golden, Func<float> computeGradients)
    {
        var optimizer = new AdamW(store, learningRate: 0.01f, weightDecay: 0.1f, epsilon: 1e-4f);
        float[] losses = new float[4];
        for (int step = 0; step < 4; step++)
        {
            store.ZeroGradients();
            losses[step] = computeGradients();
            if (step < 3)
            {
                optimizer.Step();
            }
        }

        Compare.Close(losses, golden.Floats("adamw.losses"), 1e-4, "losses");
        foreach (Parameter parameter in store.Parameters)
        {
            Compare.Close(FileLayout(parameter, parameter.Value), golden.Floats("adamw.after." + parameter.Name), 1e-3, parameter.Name);
        }
    }

    internal delegate Tensor<float> Prediction(ReadOnlyTensorSpan<int> input);

    internal static void Check<TModel>(TModel model, Prediction predict, string name, nint[] shape, int vocabulary)
        where TModel : IModel, ITrainable<int, int>
    {
        using Golden golden = Golden.Open(name);
        model.Load(Golden.PathOf(name + ".safetensors"));
        var input = new ReadOnlyTensorSpan<int>(golden.Ints("in.ids"), shape);
        var target = new ReadOnlyTensorSpan<int>(golden.Ints("in.targets"), shape);
        float[] expected = golden.Floats("out.logits");

        Tensor<float> logits = predict(input);
        Assert.Equal([shape[0], shape[1], vocabulary], logits.Lengths.ToArray());
        Compare.Close(Flat(logits), expected, 1e-4, "logits");
        Compare.Close([model.ComputeLoss(input, target)], golden.Floats("out.loss"), 1e-4, "loss");
        Compare.Close([model.ComputeGradients(input, target)], golden.Floats("out.loss"), 1e-4, "training loss");
        CheckGradients(((ITrainable<int, int>)model).Store, golden);
    }

    internal static void CheckGradients(ParameterStore store, Golden golden)
    {
        foreach (Parameter parameter in store.Parameters)
        {
            Compare.Close(FileLayout(parameter, parameter.Gradient), golden.Floats("grad." + parameter.Name), 1e-3, "gradient of " + parameter.Name);
        }
    }

    internal static void Decode<TModel>(TModel model, Func<TModel, Decoding.TokenDecoder> create, string name)
        where TModel : IModel
    {
        using Golden golden = Golden.Open(name);
        model.Load(Golden.PathOf(name + ".safetensors"));
        Decoding.TokenDecoder decoder = create(model);
        int[] tokens = golden.Ints("gen.tokens");
        float[] logits = golden.Floats("gen.logits");
        int vocabulary = decoder.Vocabulary;
        ReadOnlySpan<float> next = decoder.Append(golden.Ints("gen.prompt"));
        for (int i = 0; i < tokens.Length; i++)
        {
            Compare.Close(next, logits.AsSpan(i * vocabulary, vocabulary), 1e-4, $"logits {i}");
            Assert.Equal(tokens[i], TensorPrimitives.IndexOfMax(next));
            if (i < tokens.Length - 1)
            {
                next = decoder.Append([tokens[i]]);
            }
        }
    }

    internal static float[] FileLayout(Parameter parameter, ReadOnlySpan<float> values)
    {
        if (!parameter.Transposed)
        {
            return values.ToArray();
        }

        (int rows, int columns) = (parameter.Shape[0], parameter.Shape[1]);
        float[] transposed = new float[values.Length];
        for (int i = 0; i < rows; i++)
        {
            for (int j = 0; j < columns; j++)
            {
                transposed[(j * rows) + i] = values[(i * columns) + j];
            }
        }

        return transposed;
    }

    internal static float[] Flat(ReadOnlyTensorSpan<float> tensor)
    {
        float[] values = new float[tensor.FlattenedLength];
        tensor.FlattenTo(values);
        return values;
    }

    internal static float[] Flat(Tensor<float> tensor)
    {
        float[] values = new float[tensor.FlattenedLength];
        tensor.FlattenTo(values);
        return values;
    }
}
