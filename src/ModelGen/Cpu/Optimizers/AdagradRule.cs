using System.Numerics;
using System.Runtime.CompilerServices;

namespace ModelGen.Cpu;

/// <summary>Adagrad: the state is the sum of all squared gradients.</summary>
/// <param name="learningRate">The step size of this step.</param>
/// <param name="epsilon">Added to the root.</param>
/// <remarks>Duchi, Hazan and Singer 2011, JMLR 12, in PyTorch's form.</remarks>
internal struct AdagradRule(double learningRate, float epsilon) : IUpdateRule
{
    private float _rate;

    public readonly int States => 1;

    public readonly bool DecouplesDecay => false;

    public void Begin(in OptimizerTask task) => _rate = (float)(learningRate * task.Rate);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public readonly Vector<float> Next(Vector<float> value, Vector<float> gradient, ref Vector<float> first, ref Vector<float> second, ref Vector<float> third)
    {
        first += gradient * gradient;
        return value - (gradient * _rate / (Vector.SquareRoot(first) + new Vector<float>(epsilon)));
    }
}
