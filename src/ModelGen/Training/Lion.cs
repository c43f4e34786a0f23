using System;
using System.Collections.Generic;
using ModelGen.Cpu;

namespace ModelGen.Training;

/// <summary>Lion: w -= lr·wd·w; w -= lr · sign(β₁m + (1-β₁)g); m = β₂m + (1-β₂)g. Half of Adam's memory.</summary>
/// <remarks>Chen et al. 2023, arXiv:2302.06675, algorithm 2. Every value moves by the whole rate: the authors take a rate 3 to 10 times smaller than AdamW's, and
/// a decay as many times larger.</remarks>
public sealed class Lion : Optimizer
{
    /// <summary>An optimizer for all parameters of <paramref name="store"/>.</summary>
    /// <param name="store">The parameters.</param>
    /// <param name="learningRate">The learning rate, until a schedule changes it.</param>
    /// <param name="beta1">How much of the momentum goes into the direction.</param>
    /// <param name="beta2">How much of the momentum is kept.</param>
    /// <param name="weightDecay">The decay, times the learning rate at each step.</param>
    /// <param name="decays">Which parameters decay; null: all.</param>
    /// <param name="team">The threads; null: the shared team.</param>
    /// <param name="groups">Parameters with settings of their own; null: none.</param>
    public Lion(ParameterStore store, float learningRate = 1e-4f, float beta1 = 0.9f, float beta2 = 0.99f, float weightDecay = 0, Func<Parameter, bool>? decays = null, ThreadTeam? team = null, IReadOnlyList<ParameterGroup>? groups = null)
        : base(store, learningRate, weightDecay, decays, team, groups)
    {
        Positive.BelowOne(beta1);
        Positive.BelowOne(beta2);
        (Beta1, Beta2) = (beta1, beta2);
        AddState("momentum");
    }

    /// <summary>How much of the momentum goes into the direction.</summary>
    public float Beta1 { get; }

    /// <summary>How much of the momentum is kept.</summary>
    public float Beta2 { get; }

    private protected override void Update(in UpdatePass pass) =>
        Apply(new LionRule(LearningRate, Beta1, Beta2), pass);
}
