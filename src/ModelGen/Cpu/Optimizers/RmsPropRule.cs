using System.Numerics;
using System.Runtime.CompilerServices;

namespace ModelGen.Cpu;

/// <summary>RMSProp: first state v, second the momentum buffer, last the mean gradient of the centred variant.</summary>
/// <param name="learningRate">The step size.</param>
/// <param name="smoothing">How much of the mean square is kept.</param>
/// <param name="epsilon">Added to the root.</param>
/// <param name="momentum">How much of the last step is kept; 0: no buffer.</param>
/// <param name="centered">Whether the variance takes the place of the mean square.</param>
/// <remarks>Tieleman and Hinton 2012, lecture 6.5; the centred variant Graves 2013, arXiv:1308.0850; both in PyTorch's form.</remarks>
internal struct RmsPropRule(float learningRate, float smoothing, float epsilon, float momentum, bool centered) : IUpdateRule
{
    private readonly float _rest = 1 - smoothing;
    private float _rate;

    public readonly int States => 1 + (momentum > 0 ? 1 : 0) + (centered ? 1 : 0);

    public readonly bool DecouplesDecay => false;

    public void Begin(in OptimizerTask task) => _rate = learningRate * task.Rate;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public readonly Vector<float> Next(Vector<float> value, Vector<float> gradient, ref Vector<float> first, ref Vector<float> second, ref Vector<float> third)
    {
        first = (first * smoothing) + (gradient * _rest * gradient);
        Vector<float> square = first;
        if (centered)
        {
            Vector<float> mean = ((momentum > 0 ? third : second) * smoothing) + (gradient * _rest);
            if (momentum > 0) third = mean;
            else second = mean;
            // Rounding may take the variance of steady gradients below 0.
            square = Vector.Max(first - (mean * mean), Vector<float>.Zero);
        }

        Vector<float> step = gradient / (Vector.SquareRoot(square) + new Vector<float>(epsilon));
        if (momentum > 0)
        {
            second = (second * momentum) + step;
            step = second;
        }

        return value - (step * _rate);
    }
}
