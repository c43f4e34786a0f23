using System;
using System.Collections.Generic;
using System.Linq;

namespace ModelGen.Compiler.Ir;

/// <summary>What the copies of a block are called with beside the value that goes from one to the next.</summary>
/// <remarks>
/// Windows of a block that can be repeated keep the number of steps, so all that they do to a mask is to make padding between real steps real. The first copy has done so for all: behind its
/// own inputs the call has the mask of the later ones.
/// </remarks>
internal static class CopyInputs
{
    /// <summary>The place of the mask that later copies have another one for; -1: there is none.</summary>
    public static int Mask(ChildGraph child, int inputs) => inputs <= child.Graph.Inputs.Count ? -1 : child.Graph.Inputs.ToList().FindIndex(input => input.Declaration!.MaskOf == 0);

    public static bool Fit(ChildGraph child, IReadOnlyList<Value?> inputs)
    {
        IReadOnlyList<Value> wanted = child.Graph.Inputs;
        int mask = Mask(child, inputs.Count);
        return inputs.Take(wanted.Count).Select(input => input!.Type).SequenceEqual(wanted.Select(input => input.Type))
            && (mask < 0 ? inputs.Count == wanted.Count : inputs.Count == wanted.Count + 1 && inputs[wanted.Count]!.Type.Equals(wanted[mask].Type));
    }

    /// <param name="inputs">Of the call, the value that goes from copy to copy first.</param>
    /// <param name="use">A value's expression.</param>
    /// <param name="isFirst">Asks whether it is the first copy.</param>
    public static IEnumerable<string> Of(ChildGraph child, IReadOnlyList<Value?> inputs, Func<Value, string> use, string isFirst)
    {
        int mask = Mask(child, inputs.Count), own = child.Graph.Inputs.Count;
        return Enumerable.Range(1, own - 1).Select(i => i == mask ? $"{isFirst} ? {use(inputs[i]!)} : {use(inputs[own]!)}" : use(inputs[i]!));
    }
}
