using System.Numerics;
using System.Runtime.CompilerServices;

namespace ModelGen.Cpu;

/// <summary>Stochastic gradient descent, with momentum and Nesterov's variant.</summary>
/// <param name="learningRate">The step size.</param>
/// <param name="momentum">How much of the last step is kept; 0: nothing is remembered.</param>
/// <param name="nesterov">Whether to look ahead.</param>
/// <remarks>Sutskever et al. 2013 in PyTorch's form: v = μv + g; w -= lr·v, or w -= lr·(g + μv).</remarks>
internal struct SgdRule(float learningRate, float momentum, bool nesterov) : IUpdateRule
{
    private float _rate;

    public readonly int States => momentum > 0 ? 1 : 0;

    public readonly bool DecouplesDecay => false;

    public void Begin(in OptimizerTask task) => _rate = learningRate * task.Rate;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public readonly Vector<float> Next(Vector<float> value, Vector<float> gradient, ref Vector<float> first, ref Vector<float> second, ref Vector<float> third)
    {
        if (momentum == 0) return value - (gradient * _rate);
        first = (first * momentum) + gradient;
        return value - ((nesterov ? gradient + (first * momentum) : first) * _rate);
    }
}
