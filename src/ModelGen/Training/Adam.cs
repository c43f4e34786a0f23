using System;
using System.Collections.Generic;
using ModelGen.Cpu;

namespace ModelGen.Training;

/// <summary>Adam; weight decay, if any, is added to the gradient (L2). For decoupled decay use <see cref="AdamW"/>.</summary>
/// <remarks>Kingma and Ba 2015, arXiv:1412.6980, algorithm 1, in PyTorch's form.</remarks>
public sealed class Adam : AdamBase
{
    /// <summary>An optimizer for all parameters of <paramref name="store"/>.</summary>
    /// <param name="store">The parameters.</param>
    /// <param name="learningRate">The learning rate, until a schedule changes it.</param>
    /// <param name="beta1">How much of the first moment is kept.</param>
    /// <param name="beta2">How much of the second moment is kept.</param>
    /// <param name="epsilon">Added to the root of the second moment after bias correction.</param>
    /// <param name="weightDecay">The decay, times the value, added to the gradient.</param>
    /// <param name="decays">Which parameters decay; null: all.</param>
    /// <param name="team">The threads; null: the shared team.</param>
    /// <param name="groups">Parameters with settings of their own; null: none.</param>
    public Adam(ParameterStore store, float learningRate = 1e-3f, float beta1 = 0.9f, float beta2 = 0.999f, float epsilon = 1e-8f, float weightDecay = 0, Func<Parameter, bool>? decays = null, ThreadTeam? team = null, IReadOnlyList<ParameterGroup>? groups = null)
        : base(store, learningRate, beta1, beta2, epsilon, weightDecay, decays, team, groups, decoupled: false)
    {
    }
}
