using System;
using System.Linq;
using System.Numerics.Tensors;
using ModelGen.Models.Tests.Gradients;
using Xunit;

namespace ModelGen.Models.Tests.Graphs;

/// <summary>Recurrent stacks in both directions that begin at given states and give their last ones.</summary>
public class RecurrentStateTests
{
    // Padding in front, between and behind.
    private static readonly int[] s_text = [1, 5, 2, 8, 3, 7, 4, 4, 1, 0, 0, 0, 0, 2, 0, 6, 5, 0];

    [Fact]
    public void AreAsLayersAndDirectionsByThemselves()
    {
        Stack whole = new(3);
        StackByHand parts = new(4);
        whole.Store.Values.CopyTo(parts.Store.Values);
        float[] start = RandomValues.Centred(3 * 12, 5), cell = RandomValues.Centred(3 * 12, 6);
        var found = whole.Predict(new ReadOnlyTensorSpan<int>(s_text, [3, 6]), new ReadOnlyTensorSpan<float>(start, [3, 12]), new ReadOnlyTensorSpan<float>(cell, [3, 12]));
        var expected = parts.Predict(new ReadOnlyTensorSpan<int>(s_text, [3, 6]), new ReadOnlyTensorSpan<float>(start, [3, 12]), new ReadOnlyTensorSpan<float>(cell, [3, 12]));
        Compare.Close(Flat(found.State), Flat(expected.State), 1e-5, "states");
        Compare.Close(Flat(found.Cell), Flat(expected.Cell), 1e-5, "cells");

        // Turned steps say nothing of padding that keeps a state.
        float[] y = Flat(found.Y), byHand = Flat(expected.Y);
        foreach (int step in Enumerable.Range(0, 18).Where(step => s_text[step] != 0)) Compare.Close(y[(step * 6)..((step + 1) * 6)], byHand[(step * 6)..((step + 1) * 6)], 1e-5, $"step {step}");
    }

    [Fact]
    public void HaveTheGradientsOfCentralDifferences()
    {
        var model = new LearnedStarts(3);
        float[] x = RandomValues.Centred(2 * 4 * 3, 5), given = RandomValues.Centred(2 * 4, 6), weights = RandomValues.Centred(2 * 4 * 6, 7);
        var workspace = new Workspace();
        float[] dx = new float[x.Length], dGiven = new float[given.Length];
        Forward();
        model.Backward(workspace, new ReadOnlyTensorSpan<float>(weights, [2, 4, 6]), new TensorSpan<float>(dx, [2, 4, 3]), new TensorSpan<float>(dGiven, [2, 4]));
        float[] gradients = model.Store.Gradients.ToArray();
        for (int i = 0; i < given.Length; i++) Near(given, i, dGiven[i], "given");
        for (int i = 0; i < x.Length; i++) Near(x, i, dx[i], "x");
        float[] values = model.Store.Values.ToArray();
        for (int i = 0; i < values.Length; i += 3) Near(values, i, gradients[i], "parameter");

        double Forward()
        {
            float[] y = Flat(model.Predict(new ReadOnlyTensorSpan<float>(x, [2, 4, 3]), new ReadOnlyTensorSpan<float>(given, [2, 4])));
            model.Forward(workspace, new ReadOnlyTensorSpan<float>(x, [2, 4, 3]), new ReadOnlyTensorSpan<float>(given, [2, 4]));
            return y.Zip(weights, (a, b) => (double)a * b).Sum();
        }

        void Near(float[] of, int i, float gradient, string what)
        {
            float before = of[i];
            double up = At(before + 1e-2f), down = At(before - 1e-2f);
            At(before);
            Assert.Equal((up - down) / 2e-2, gradient, 2e-3);

            double At(float value)
            {
                of[i] = value;
                if (what == "parameter") of.CopyTo(model.Store.Values);
                return Forward();
            }
        }
    }

    private static float[] Flat(Tensor<float> tensor)
    {
        float[] values = new float[tensor.FlattenedLength];
        tensor.FlattenTo(values);
        return values;
    }
}
