using System;
using System.Numerics.Tensors;
using ModelGen;
using ModelGen.Training;

namespace GraphNodeSample;

/// <summary>Two graph convolutions: Â · relu(Â · X · W₁) · W₂, with X the identity. The layers are models of their own; between them features spread along friendships.</summary>
internal sealed class GraphNet
{
    private const int Hidden = 16, Classes = 2;

    private readonly HiddenLayer _hidden = new(seed: 1);
    private readonly OutputLayer _output = new(seed: 2);
    private readonly Optimizer[] _optimizers;
    private readonly Workspace _hiddenWork = new(), _outputWork = new();
    private readonly float[] _propagation = Club.Propagation();
    private readonly float[] _spread = new float[Club.Members * Hidden], _logits = new float[Club.Members * Classes];
    private readonly float[] _gradient = new float[Club.Members * Classes], _outputGradient = new float[Club.Members * Classes];
    private readonly float[] _spreadGradient = new float[Club.Members * Hidden], _hiddenGradient = new float[Club.Members * Hidden];

    public GraphNet() => _optimizers = [new Adam(_hidden.Store, 0.01f, weightDecay: 5e-4f), new Adam(_output.Store, 0.01f)];

    /// <summary>The side that the net sees a member on.</summary>
    public int Side(int member) => TensorPrimitives.IndexOfMax(Logits(member));

    /// <summary>One update from the members whose side is told.</summary>
    /// <returns>The mean cross-entropy over them.</returns>
    public float Step(ReadOnlySpan<int> told)
    {
        Forward();
        Array.Clear(_gradient);
        float loss = 0;
        foreach (int member in told)
        {
            Span<float> gradient = _gradient.AsSpan(member * Classes, Classes);
            TensorPrimitives.SoftMax(Logits(member), gradient);
            loss -= MathF.Log(gradient[Club.Side(member)]) / told.Length;
            gradient[Club.Side(member)] -= 1;
            TensorPrimitives.Divide(gradient, told.Length, gradient);
        }

        Backward();
        foreach (Optimizer optimizer in _optimizers) optimizer.Step(clearGradients: true);
        return loss;
    }

    /// <summary>Computes all logits.</summary>
    public void Forward()
    {
        // Â · X is Â itself.
        ReadOnlyTensorSpan<float> hidden = _hidden.Forward(_hiddenWork, new ReadOnlyTensorSpan<float>(_propagation, [Club.Members, Club.Members]));
        Spread(hidden, _spread);
        Spread(_output.Forward(_outputWork, new ReadOnlyTensorSpan<float>(_spread, [Club.Members, Hidden])), _logits);
    }

    // The same steps in reverse. Â is its own transpose.
    private void Backward()
    {
        Spread(new ReadOnlyTensorSpan<float>(_gradient, [Club.Members, Classes]), _outputGradient);
        _output.Backward(_outputWork, new ReadOnlyTensorSpan<float>(_outputGradient, [Club.Members, Classes]), inputGradient: new TensorSpan<float>(_spreadGradient, [Club.Members, Hidden]));
        Spread(new ReadOnlyTensorSpan<float>(_spreadGradient, [Club.Members, Hidden]), _hiddenGradient);
        _hidden.Backward(_hiddenWork, new ReadOnlyTensorSpan<float>(_hiddenGradient, [Club.Members, Hidden]));
    }

    private ReadOnlySpan<float> Logits(int member) => _logits.AsSpan(member * Classes, Classes);

    // Â · values [members, width]
    private void Spread(ReadOnlyTensorSpan<float> values, Span<float> result)
    {
        ReadOnlySpan<float> rows = Guard.Dense(values);
        int width = rows.Length / Club.Members;
        result.Clear();
        for (int a = 0; a < Club.Members; a++)
        {
            Span<float> row = result.Slice(a * width, width);
            for (int b = 0; b < Club.Members; b++) TensorPrimitives.MultiplyAdd(rows.Slice(b * width, width), _propagation[(a * Club.Members) + b], row, row);
        }
    }
}
