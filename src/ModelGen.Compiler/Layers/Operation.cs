using System.Collections.Generic;
using System.Linq;
using ModelGen.Compiler.Errors;
using ModelGen.Compiler.Ir;
using ModelGen.Compiler.Spec;

namespace ModelGen.Compiler.Layers;

/// <summary>An operation of graph methods that is no layer: it has no attribute and no parameters, and may take several values. Stateless.</summary>
internal abstract class Operation
{
    /// <summary>As graph methods call it.</summary>
    public abstract string Kind { get; }

    /// <summary>Checks values, then types, then appends ops.</summary>
    /// <param name="x">All of known type.</param>
    /// <returns>The results; null after an error, of which at most one is reported.</returns>
    public abstract IReadOnlyList<Value>? Lower(LayerContext context, IReadOnlyList<Value> x);

    private protected static IReadOnlyList<Value>? Refuse(LayerContext context, ErrorId id, string? argument, string message, Mend? mend = null)
    {
        SourceRef[] makers = [.. context.Makers.Where(maker => maker is not null).Select(maker => maker!.Source).Distinct()];
        context.Fail(id, argument, message, mend: mend, makers: makers);
        return null;
    }
}
