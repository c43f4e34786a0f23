using System;
using ModelGen.Cpu;

namespace ModelGen.Training;

/// <summary>What <see cref="Adam"/> and <see cref="AdamW"/> share: two moments and their bias correction.</summary>
public abstract class AdamBase : Optimizer
{
    private readonly OptimizerState _m;
    private readonly OptimizerState _v;
    private readonly bool _decoupled;

    private protected AdamBase(ParameterStore store, float learningRate, float beta1, float beta2, float epsilon, float weightDecay, Func<Parameter, bool>? decays, ThreadTeam? team, bool decoupled)
        : base(store, learningRate, weightDecay, decays, team)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(beta1);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(beta1, 1);
        ArgumentOutOfRangeException.ThrowIfNegative(beta2);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(beta2, 1);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(epsilon);
        (Beta1, Beta2, Epsilon, _decoupled) = (beta1, beta2, epsilon, decoupled);
        (_m, _v) = (AddState("m"), AddState("v"));
    }

    /// <summary>How much of the first moment is kept from step to step.</summary>
    public float Beta1 { get; }

    /// <summary>How much of the second moment is kept.</summary>
    public float Beta2 { get; }

    /// <summary>Added to the root of the second moment after bias correction.</summary>
    public float Epsilon { get; }

    private protected override void Update(float gradientScale, bool clearGradients)
    {
        OptimizerKernels.AdamSettings settings = new(
            Beta1,
            Beta2,
            StepSize: (float)(LearningRate / (1 - Math.Pow(Beta1, Steps))),
            InverseRoot: (float)(1 / Math.Sqrt(1 - Math.Pow(Beta2, Steps))),
            Epsilon,
            Shrink: _decoupled ? (float)(1 - ((double)LearningRate * WeightDecay)) : 1,
            L2: _decoupled ? 0 : WeightDecay,
            gradientScale);
        OptimizerKernels.Adam(Team, Tasks, Store.Values, Store.Gradients, _m.Values, _v.Values, settings, clearGradients);
    }
}
