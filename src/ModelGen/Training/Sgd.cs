using System;
using System.Collections.Generic;
using ModelGen.Cpu;

namespace ModelGen.Training;

/// <summary>Stochastic gradient descent: w -= lr·g; with momentum v = μv + g and w -= lr·v, or w -= lr·(g + μv) (Nesterov).</summary>
/// <remarks>Sutskever et al. 2013 in PyTorch's form, dampening 0. Weight decay is added to the gradient (L2).</remarks>
public sealed class Sgd : Optimizer
{
    /// <summary>An optimizer for all parameters of <paramref name="store"/>.</summary>
    /// <param name="store">The parameters.</param>
    /// <param name="learningRate">The learning rate, until a schedule changes it.</param>
    /// <param name="momentum">How much of the velocity is kept, below 1.</param>
    /// <param name="nesterov">Whether to look ahead; needs momentum.</param>
    /// <param name="weightDecay">The decay, times the value, added to the gradient.</param>
    /// <param name="decays">Which parameters decay; null: all.</param>
    /// <param name="team">The threads; null: the shared team.</param>
    /// <param name="groups">Parameters with settings of their own; null: none.</param>
    public Sgd(ParameterStore store, float learningRate = 0.01f, float momentum = 0, bool nesterov = false, float weightDecay = 0, Func<Parameter, bool>? decays = null, ThreadTeam? team = null, IReadOnlyList<ParameterGroup>? groups = null)
        : base(store, learningRate, weightDecay, decays, team, groups)
    {
        Positive.BelowOne(momentum);
        if (nesterov && momentum == 0) throw new ArgumentException("Nesterov's variant needs momentum: set it to 0.9, say", nameof(nesterov));
        (Momentum, Nesterov) = (momentum, nesterov);
        if (momentum > 0) AddState("momentum");
    }

    /// <summary>How much of the velocity is kept.</summary>
    public float Momentum { get; }

    /// <summary>Whether steps look ahead.</summary>
    public bool Nesterov { get; }

    private protected override void Update(in UpdatePass pass) =>
        Apply(new SgdRule(LearningRate, Momentum, Nesterov), pass);
}
