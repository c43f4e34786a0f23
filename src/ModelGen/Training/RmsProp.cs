using System;
using System.Collections.Generic;
using ModelGen.Cpu;

namespace ModelGen.Training;

/// <summary>RMSProp: v = αv + (1-α)g²; w -= lr · g / (√v + ε); with momentum the quotient goes through a buffer, b = μb + quotient.</summary>
/// <remarks>Tieleman and Hinton 2012, in PyTorch's form. Weight decay is added to the gradient (L2).</remarks>
public sealed class RmsProp : Optimizer
{
    /// <summary>An optimizer for all parameters of <paramref name="store"/>.</summary>
    /// <param name="store">The parameters.</param>
    /// <param name="learningRate">The learning rate, until a schedule changes it.</param>
    /// <param name="smoothing">How much of the mean square is kept: α.</param>
    /// <param name="epsilon">Added to the root.</param>
    /// <param name="momentum">How much of the last step is kept, below 1.</param>
    /// <param name="centered">Whether v - (mean gradient)² takes the place of v.</param>
    /// <param name="weightDecay">The decay, times the value, added to the gradient.</param>
    /// <param name="decays">Which parameters decay; null: all.</param>
    /// <param name="team">The threads; null: the shared team.</param>
    /// <param name="groups">Parameters with settings of their own; null: none.</param>
    public RmsProp(ParameterStore store, float learningRate = 0.01f, float smoothing = 0.99f, float epsilon = 1e-8f, float momentum = 0, bool centered = false, float weightDecay = 0, Func<Parameter, bool>? decays = null, ThreadTeam? team = null, IReadOnlyList<ParameterGroup>? groups = null)
        : base(store, learningRate, weightDecay, decays, team, groups)
    {
        Positive.BelowOne(smoothing);
        Positive.Only(epsilon);
        Positive.BelowOne(momentum);
        (Smoothing, Epsilon, Momentum, Centered) = (smoothing, epsilon, momentum, centered);
        AddState("square");
        if (momentum > 0) AddState("momentum");
        if (centered) AddState("mean");
    }

    /// <summary>How much of the mean square is kept.</summary>
    public float Smoothing { get; }

    /// <summary>Added to the root.</summary>
    public float Epsilon { get; }

    /// <summary>How much of the last step is kept.</summary>
    public float Momentum { get; }

    /// <summary>Whether the variance takes the place of the mean square.</summary>
    public bool Centered { get; }

    private protected override void Update(in UpdatePass pass) =>
        Apply(new RmsPropRule(LearningRate, Smoothing, Epsilon, Momentum, Centered), pass);
}
