using System.Collections.Generic;
using System.Linq;
using ModelGen.Compiler.Ir;
using ModelGen.Compiler.Layers;
using ModelGen.Compiler.Spec;

namespace ModelGen.Tests.Emitted;

/// <summary>Layers of graphs that are built by hand.</summary>
internal static class HandLayer
{
    /// <summary>What a layer of the language sees when it is lowered.</summary>
    /// <param name="numbers">Its arguments.</param>
    public static LayerContext Context(GraphBuilder builder, string kind, string name, params IReadOnlyList<(string Name, long Value)> numbers)
    {
        var spec = new LayerSpec(kind, new([.. numbers.Select(number => new ArgumentSpec(number.Name, ArgumentKind.Int) { Number = number.Value })]), new SourceRef("M", 0));
        return new(new Lowering(default, []), new SequenceScope(new GraphState(builder), default, "", null), spec, null, new LayerName(name, new(CSharpNames.Pascal(name)), name));
    }
}
