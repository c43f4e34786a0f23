using System.Collections.Generic;
using System.Linq;
using ModelGen.Compiler.Ir;

namespace ModelGen.Compiler.Emit.TorchSharp;

/// <summary>One statement of <c>forward</c>: an op, or the call of a segment's class.</summary>
/// <param name="Stems">Names of the modules (<c>attn.c_proj</c>) that belong to the step.</param>
internal sealed record TorchStep(Node? Node, TorchClass? Call, IReadOnlyList<Value> Inputs, Value Output, IReadOnlyList<string> Stems)
{
    public static TorchStep Of(Node node, IReadOnlyList<string> stems) =>
        new(node, null, [.. node.Inputs.Where(input => input is { Parameter: null }).Select(input => input!)], node.Output, stems);

    /// <summary>All that the step defines.</summary>
    public IReadOnlyList<Value> Outputs => Node?.Outputs ?? [Output];

    public IEnumerable<Value> Parameters =>
        Node is null ? [] : Node.Inputs.Where(input => input is { Parameter: not null }).Select(input => input!);
}
