using System.Numerics;
using System.Runtime.CompilerServices;

namespace ModelGen.Cpu;

/// <summary>Lion: the sign of an interpolated momentum.</summary>
/// <param name="learningRate">The step size.</param>
/// <param name="beta1">How much of the momentum goes into the step's direction.</param>
/// <param name="beta2">How much of the momentum is kept.</param>
/// <remarks>Chen et al. 2023, arXiv:2302.06675, algorithm 2.</remarks>
internal struct LionRule(double learningRate, float beta1, float beta2) : IUpdateRule
{
    private readonly float _rest1 = 1 - beta1;
    private readonly float _rest2 = 1 - beta2;
    private float _rate;
    private float _shrink;

    public readonly int States => 1;

    public readonly bool DecouplesDecay => true;

    public void Begin(in OptimizerTask task)
    {
        double rate = learningRate * task.Rate;
        _rate = (float)rate;
        _shrink = (float)(1 - (rate * task.Decay));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public readonly Vector<float> Next(Vector<float> value, Vector<float> gradient, ref Vector<float> first, ref Vector<float> second, ref Vector<float> third)
    {
        Vector<float> direction = OptimizerKernels.Sign((first * beta1) + (gradient * _rest1));
        first = (first * beta2) + (gradient * _rest2);
        return (value * _shrink) - (direction * _rate);
    }
}
