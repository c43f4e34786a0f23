using System.Numerics;

namespace ModelGen.Cpu;

/// <summary>The formula of an optimizer, for a vector of elements at a time. Implemented by structs, so that it becomes part of the loop.</summary>
internal interface IUpdateRule
{
    /// <summary>How many numbers are remembered for each value: 0 to 3.</summary>
    int States { get; }

    /// <summary>Whether weight decay shrinks the value itself; otherwise the loop adds it to the gradient (L2).</summary>
    bool DecouplesDecay { get; }

    /// <summary>Sets what holds for a whole piece; called on a copy before its elements.</summary>
    void Begin(in OptimizerTask task);

    /// <summary>The new values.</summary>
    /// <param name="value">The values before.</param>
    /// <param name="gradient">Scaled, with L1 and L2.</param>
    /// <param name="first">What is remembered first, updated; unused without states.</param>
    /// <param name="second">The same, second.</param>
    /// <param name="third">The same, third.</param>
    Vector<float> Next(Vector<float> value, Vector<float> gradient, ref Vector<float> first, ref Vector<float> second, ref Vector<float> third);
}
