using System.Numerics;
using System.Runtime.CompilerServices;

namespace ModelGen.Cpu;

/// <summary>Adam with decoupled decay, or with decay as part of the gradient (L2).</summary>
/// <param name="learningRate">The learning rate.</param>
/// <param name="beta1">Decay of the first moment.</param>
/// <param name="beta2">Decay of the second moment.</param>
/// <param name="correction">1 - β₁ᵗ.</param>
/// <param name="inverseRoot">1 / √(1 - β₂ᵗ).</param>
/// <param name="epsilon">Added to the root.</param>
/// <param name="decouples">Whether the decay is decoupled.</param>
/// <remarks>Kingma and Ba 2015, arXiv:1412.6980, algorithm 1; Loshchilov and Hutter 2019, arXiv:1711.05101, algorithm 2.</remarks>
internal struct AdamRule(double learningRate, float beta1, float beta2, double correction, float inverseRoot, float epsilon, bool decouples) : IUpdateRule
{
    private readonly float _rest1 = 1 - beta1;
    private readonly float _rest2 = 1 - beta2;
    private float _step;
    private float _shrink;

    public readonly int States => 2;

    public readonly bool DecouplesDecay => decouples;

    public void Begin(in OptimizerTask task)
    {
        double rate = learningRate * task.Rate;
        _step = (float)(rate / correction);
        _shrink = decouples ? (float)(1 - (rate * task.Decay)) : 1;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public readonly Vector<float> Next(Vector<float> value, Vector<float> gradient, ref Vector<float> first, ref Vector<float> second, ref Vector<float> third)
    {
        first = (first * beta1) + (gradient * _rest1);
        second = (second * beta2) + (gradient * _rest2 * gradient);
        return (value * _shrink) - (first * _step / ((Vector.SquareRoot(second) * inverseRoot) + new Vector<float>(epsilon)));
    }
}
