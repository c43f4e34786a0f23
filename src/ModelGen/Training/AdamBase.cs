using System;
using System.Collections.Generic;
using ModelGen.Cpu;

namespace ModelGen.Training;

/// <summary>What <see cref="Adam"/> and <see cref="AdamW"/> share: two moments and their bias correction.</summary>
public abstract class AdamBase : Optimizer
{
    private readonly bool _decoupled;

    private protected AdamBase(ParameterStore store, float learningRate, float beta1, float beta2, float epsilon, float weightDecay, Func<Parameter, bool>? decays, ThreadTeam? team, IReadOnlyList<ParameterGroup>? groups, bool decoupled)
        : base(store, learningRate, weightDecay, decays, team, groups)
    {
        Positive.BelowOne(beta1);
        Positive.BelowOne(beta2);
        Positive.Only(epsilon);
        (Beta1, Beta2, Epsilon, _decoupled) = (beta1, beta2, epsilon, decoupled);
        AddState("m");
        AddState("v");
    }

    /// <summary>How much of the first moment is kept from step to step.</summary>
    public float Beta1 { get; }

    /// <summary>How much of the second moment is kept.</summary>
    public float Beta2 { get; }

    /// <summary>Added to the root of the second moment after bias correction.</summary>
    public float Epsilon { get; }

    private protected override void Update(in UpdatePass pass) =>
        Apply(
            new AdamRule(
                LearningRate,
                Beta1,
                Beta2,
                correction: 1 - Math.Pow(Beta1, Steps),
                inverseRoot: (float)(1 / Math.Sqrt(1 - Math.Pow(Beta2, Steps))),
                Epsilon,
                _decoupled),
            pass);
}
