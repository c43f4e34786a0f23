using System.Collections.Generic;
using System.Linq;
using ModelGen.Compiler.Ir;

namespace ModelGen.Compiler.Emit.TorchSharp;

/// <summary>One statement of <c>forward</c>: an op, a recurrent layer, or the call of a segment's class.</summary>
/// <param name="Stems">Names of the modules (<c>attn.c_proj</c>) that belong to the step.</param>
internal sealed record TorchStep(Node? Node, TorchClass? Call, IReadOnlyList<Value> Inputs, Value Output, IReadOnlyList<string> Stems)
{
    public RecurrentStack? Recurrent { get; private init; }

    public static TorchStep Of(RecurrentStack stack, IReadOnlyList<string> stems) =>
        new(null, null, stack.Mask is null ? [stack.X] : [stack.X, stack.Mask], stack.Output, stems) { Recurrent = stack };

    public static TorchStep Of(Node node, IReadOnlyList<string> stems) =>
        new(node, null, [.. node.Inputs.Where(input => input is { Parameter: null }).Select(input => input!)], node.Output, stems);

    public IEnumerable<Value> Parameters =>
        Recurrent is not null ? Recurrent.Parameters : Node is null ? [] : Node.Inputs.Where(input => input is { Parameter: not null }).Select(input => input!);
}
