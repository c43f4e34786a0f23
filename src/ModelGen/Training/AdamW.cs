using System;
using System.Collections.Generic;
using ModelGen.Cpu;

namespace ModelGen.Training;

/// <summary>Adam with decoupled weight decay: w -= lr·wd·w, then Adam's step.</summary>
/// <remarks>Loshchilov and Hutter 2019, arXiv:1711.05101, algorithm 2, in PyTorch's form.</remarks>
public sealed class AdamW : AdamBase
{
    /// <summary>An optimizer for all parameters of <paramref name="store"/>.</summary>
    /// <param name="store">The parameters.</param>
    /// <param name="learningRate">The learning rate, until a schedule changes it.</param>
    /// <param name="beta1">How much of the first moment is kept.</param>
    /// <param name="beta2">How much of the second moment is kept.</param>
    /// <param name="epsilon">Added to the root of the second moment after bias correction.</param>
    /// <param name="weightDecay">The decay, times the learning rate at each step.</param>
    /// <param name="decays">Which parameters decay, for instance <see cref="Optimizer.MatricesOnly"/>; null: all.</param>
    /// <param name="team">The threads; null: the shared team.</param>
    /// <param name="groups">Parameters with settings of their own; null: none.</param>
    public AdamW(ParameterStore store, float learningRate = 1e-3f, float beta1 = 0.9f, float beta2 = 0.999f, float epsilon = 1e-8f, float weightDecay = 0.01f, Func<Parameter, bool>? decays = null, ThreadTeam? team = null, IReadOnlyList<ParameterGroup>? groups = null)
        : base(store, learningRate, beta1, beta2, epsilon, weightDecay, decays, team, groups, decoupled: true)
    {
    }
}
