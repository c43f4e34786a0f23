using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Numerics.Tensors;
using Xunit;

namespace ModelGen.Models.Tests.Gradients;

/// <summary>
/// Gradients against central differences. The derivative along a random direction stands for all of a tensor's elements: an error e of the
/// gradient g shows as about ‖e‖ beside ‖g‖, and several directions leave it no place to hide. Outputs are float32, so steps are large, and
/// the four-point formula keeps small what they cut off.
/// </summary>
internal static class GradientCheck
{
    private const double Tolerance = 0.01;
    private const int Directions = 4;
    private const ulong Key = 77;

    internal delegate ReadOnlyTensorSpan<float> ForwardPass<T>(Workspace workspace, ReadOnlyTensorSpan<T> input);

    internal delegate void FloatBackward(Workspace workspace, ReadOnlyTensorSpan<float> outputGradient, TensorSpan<float> inputGradient);

    internal delegate void TokenBackward(Workspace workspace, ReadOnlyTensorSpan<float> outputGradient);

    /// <summary>A model of numbers: gradients of the parameters and of the input, for a random linear function of the output.</summary>
    public static void Floats(ParameterStore store, ForwardPass<float> forward, FloatBackward backward, params int[] shape)
    {
        float[] input = RandomValues.Centred(shape.Aggregate(1, (product, size) => product * size), 5);
        float[] inputGradient = new float[input.Length];
        nint[] lengths = [.. shape.Select(size => (nint)size)];
        Check(
            store,
            workspace => forward(workspace, new(input, lengths)),
            (workspace, gradient) => backward(workspace, gradient, new(inputGradient, lengths)),
            [new("the input", () => input, inputGradient)],
            (workspace, gradient) => backward(workspace, gradient, default));
    }

    /// <summary>A model of tokens: gradients of the parameters.</summary>
    public static void Tokens(ParameterStore store, ForwardPass<int> forward, TokenBackward backward, int[,] ids)
    {
        int[] flat = [.. ids.Cast<int>()];
        nint[] lengths = [ids.GetLength(0), ids.GetLength(1)];
        Check(store, workspace => forward(workspace, new(flat, lengths)), (workspace, gradient) => backward(workspace, gradient), []);
    }

    /// <summary>A whole model with its loss: <paramref name="computeGradients"/> runs one step and returns the loss.</summary>
    public static void Loss(ParameterStore store, Func<float> computeGradients)
    {
        RandomValues.Disturb(store);
        store.ZeroGradients();
        computeGradients();
        Compare(Parameters(store), () => computeGradients());
    }

    private static void Check(
        ParameterStore store,
        Func<Workspace, ReadOnlyTensorSpan<float>> forward,
        Action<Workspace, ReadOnlyTensorSpan<float>> backward,
        Variable[] inputs,
        Action<Workspace, ReadOnlyTensorSpan<float>>? backwardWithoutInputs = null)
    {
        RandomValues.Disturb(store);
        var workspace = new Workspace { RandomKey = Key };
        nint[] lengths = forward(workspace).Lengths.ToArray();
        float[] weights = RandomValues.Centred((int)TensorPrimitives.Product<nint>(lengths), 6);
        float[] output = new float[weights.Length];

        store.ZeroGradients();
        backward(workspace, new(weights, lengths));
        Variable[] variables = [.. Parameters(store), .. inputs.Select(input => input with { Gradient = [.. input.Gradient] })];
        if (backwardWithoutInputs is not null)
        {
            // Parameters have the same gradients when nobody wants the input's.
            store.ZeroGradients();
            backwardWithoutInputs(workspace, new(weights, lengths));
            Assert.All(Parameters(store).Zip(variables), pair => Assert.Equal(pair.Second.Gradient, pair.First.Gradient));
        }

        Compare(variables, () =>
        {
            workspace.RandomKey = Key; // the same dropout each time
            forward(workspace).FlattenTo(output);
            return Dot(output, weights);
        });
    }

    private static IEnumerable<Variable> Parameters(ParameterStore store) =>
        store.Parameters.Select(parameter => new Variable(parameter.Name, () => parameter.Value, parameter.Gradient.ToArray())).ToArray();

    private static void Compare(IEnumerable<Variable> variables, Func<double> objective)
    {
        double scale = variables.Max(variable => Norm(variable.Gradient));
        Assert.True(scale > 1e-3, "There is no gradient at all");
        foreach (Variable variable in variables)
        {
            float[] gradient = variable.Gradient;
            double size = Norm(gradient);

            // A gradient that is 0 in exact arithmetic (that of a key's bias) has nothing but rounding to show.
            double allowed = (Tolerance * size) + (2e-4 * scale);
            for (int i = 0; i <= Directions; i++)
            {
                // Along random signs the slope is about the gradient's norm; along the gradient it is the norm.
                bool last = i == Directions && size > 0;
                float[] direction = last ? [.. gradient.Select(g => (float)(g / size))] : RandomValues.Signs(gradient.Length, (ulong)i);
                double step = last ? 1e-2 : 4e-3;
                double expected = Slope(objective, variable.Values, direction, step);
                double actual = Dot(gradient, direction);
                if (Math.Abs(actual - expected) > allowed)
                {
                    // A kink (Relu, a maximum) between the points spoils a slope; closer points miss it.
                    expected = Slope(objective, variable.Values, direction, step / 50);
                }

                Assert.True(
                    Math.Abs(actual - expected) <= allowed,
                    string.Create(CultureInfo.InvariantCulture, $"{variable.Name}, direction {i}: the gradient gives {actual:g5}, central differences {expected:g5}, more than {allowed:g2} apart (norm {size:g4})"));
            }
        }
    }

    // (8 (f(h) - f(-h)) - (f(2h) - f(-2h))) / 12h: the error is of the order h⁴.
    private static double Slope(Func<double> objective, Func<Span<float>> values, float[] direction, double step)
    {
        float[] origin = values().ToArray();
        double At(int multiple)
        {
            Span<float> moved = values();
            for (int i = 0; i < moved.Length; i++)
            {
                moved[i] = (float)(origin[i] + (multiple * step * direction[i]));
            }

            double result = objective();
            origin.CopyTo(values());
            return result;
        }

        return ((8 * (At(1) - At(-1))) - (At(2) - At(-2))) / (12 * step);
    }

    private static double Dot(ReadOnlySpan<float> a, ReadOnlySpan<float> b)
    {
        double sum = 0;
        for (int i = 0; i < a.Length; i++)
        {
            sum += (double)a[i] * b[i];
        }

        return sum;
    }

    private static double Norm(ReadOnlySpan<float> values) => Math.Sqrt(Dot(values, values));

    /// <param name="Name">What messages call it.</param>
    /// <param name="Values">Where the numbers are, to be moved.</param>
    /// <param name="Gradient">What the backward pass says of them.</param>
    private sealed record Variable(string Name, Func<Span<float>> Values, float[] Gradient);
}
