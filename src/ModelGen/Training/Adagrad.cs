using System;
using System.Collections.Generic;
using ModelGen.Cpu;

namespace ModelGen.Training;

/// <summary>Adagrad: s += g²; w -= lr / (1 + (t-1)·rateDecay) · g / (√s + ε).</summary>
/// <remarks>Duchi, Hazan and Singer 2011, JMLR 12, in PyTorch's form. Weight decay is added to the gradient (L2).</remarks>
public sealed class Adagrad : Optimizer
{
    /// <summary>An optimizer for all parameters of <paramref name="store"/>.</summary>
    /// <param name="store">The parameters.</param>
    /// <param name="learningRate">The learning rate, until a schedule changes it.</param>
    /// <param name="rateDecay">How fast the learning rate falls, beside what the sum of squares does.</param>
    /// <param name="initialSum">Where the sums of squares begin.</param>
    /// <param name="epsilon">Added to the root.</param>
    /// <param name="weightDecay">The decay, times the value, added to the gradient.</param>
    /// <param name="decays">Which parameters decay; null: all.</param>
    /// <param name="team">The threads; null: the shared team.</param>
    /// <param name="groups">Parameters with settings of their own; null: none.</param>
    public Adagrad(ParameterStore store, float learningRate = 0.01f, float rateDecay = 0, float initialSum = 0, float epsilon = 1e-10f, float weightDecay = 0, Func<Parameter, bool>? decays = null, ThreadTeam? team = null, IReadOnlyList<ParameterGroup>? groups = null)
        : base(store, learningRate, weightDecay, decays, team, groups)
    {
        Positive.OrZero(rateDecay);
        Positive.OrZero(initialSum);
        Positive.Only(epsilon);
        (RateDecay, Epsilon) = (rateDecay, epsilon);
        OptimizerState sum = AddState("sum");
        for (int i = 0; i < store.Segments.Count; i++) sum.Segment(i).Fill(initialSum);
    }

    /// <summary>How fast the learning rate falls.</summary>
    public float RateDecay { get; }

    /// <summary>Added to the root.</summary>
    public float Epsilon { get; }

    private protected override void Update(in UpdatePass pass) =>
        Apply(new AdagradRule(LearningRate / (1 + ((Steps - 1) * (double)RateDecay)), Epsilon), pass);
}
