using System;
using System.Collections.Generic;
using ModelGen.Cpu;

namespace ModelGen.Training;

/// <summary><see cref="AdamW"/> whose two moments are kept as one byte each: 2.03 bytes for each trained number instead of 8.</summary>
/// <remarks>
/// Dettmers et al. 2022, arXiv:2110.02861: each 256 numbers of a parameter have a scale of their own, their largest magnitude, and the bytes stand for numbers whose spacing grows with them (dynamic quantisation). A step
/// reads, updates and rounds a block at a time, in floats; the update itself is that of AdamW from the moments as they are before they are rounded. A second moment above 0 is never rounded to 0, by which a step divides.
/// Steps are the same bits with any number of threads, and checkpoints hold the bytes, so that a run that is resumed goes on bit for bit. For the CPU.
/// </remarks>
public sealed class AdamW8Bit : Optimizer
{
    private readonly ByteMoments _moments;

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
    public AdamW8Bit(ParameterStore store, float learningRate = 1e-3f, float beta1 = 0.9f, float beta2 = 0.999f, float epsilon = 1e-8f, float weightDecay = 0.01f, Func<Parameter, bool>? decays = null, ThreadTeam? team = null, IReadOnlyList<ParameterGroup>? groups = null)
        : base(store, learningRate, weightDecay, decays, team, groups)
    {
        Positive.BelowOne(beta1);
        Positive.BelowOne(beta2);
        Positive.Only(epsilon);
        (Beta1, Beta2, Epsilon) = (beta1, beta2, epsilon);
        _moments = new ByteMoments(store);
    }

    /// <summary>How much of the first moment is kept from step to step.</summary>
    public float Beta1 { get; }

    /// <summary>How much of the second moment is kept.</summary>
    public float Beta2 { get; }

    /// <summary>Added to the root of the second moment after bias correction.</summary>
    public float Epsilon { get; }

    /// <summary>What the moments take in memory, in bytes.</summary>
    public long StateBytes => _moments.First.Bytes + _moments.Second.Bytes;

    internal override IReadOnlyList<ByteState> ByteStates => [_moments.First, _moments.Second];

    private protected override void Update(in UpdatePass pass)
    {
        AdamRule rule = new(LearningRate, Beta1, Beta2, correction: 1 - Math.Pow(Beta1, Steps), inverseRoot: (float)(1 / Math.Sqrt(1 - Math.Pow(Beta2, Steps))), Epsilon, decouples: true);
        Apply(_moments, rule, pass);
    }
}
