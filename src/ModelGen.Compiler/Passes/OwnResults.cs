using System.Collections.Generic;
using System.Linq;
using ModelGen.Compiler.Ir;
using ModelGen.Compiler.Ops.Copy;

namespace ModelGen.Compiler.Passes;

/// <summary>Each output of a model has memory of its own: one that would be the caller's own input, or another output under another shape, is a copy.</summary>
internal static class OwnResults
{
    public static IReadOnlyList<Value> Run(GraphBuilder builder, IReadOnlyList<Value> outputs)
    {
        var aliases = new Aliases(builder.Nodes);
        var taken = new HashSet<Value>();
        return [.. outputs.Select(output => aliases.Of(output) is { Producer: not null } root && taken.Add(root) ? output : builder.Add(new CopyOp(), "result", output))];
    }
}
