using System.Collections.Generic;
using Microsoft.CodeAnalysis;

namespace ModelGen.Generator.Frontend.Graphs;

/// <summary>The locals and parameters of a method that is being read, and those that a lambda sees around it.</summary>
internal sealed class Variables(Variables? outer)
{
    private readonly Dictionary<ISymbol, GraphValue> _values = new(SymbolEqualityComparer.Default);

    public void Declare(ISymbol variable, GraphValue value) => _values[variable] = value;

    public GraphValue? Find(ISymbol variable)
    {
        for (Variables? scope = this; scope is not null; scope = scope.Outer)
        {
            if (scope._values.TryGetValue(variable, out GraphValue? value))
            {
                return value;
            }
        }

        return null;
    }

    public void Set(ISymbol variable, GraphValue value)
    {
        for (Variables? scope = this; scope is not null; scope = scope.Outer)
        {
            if (scope._values.ContainsKey(variable))
            {
                scope._values[variable] = value;
                return;
            }
        }

        Declare(variable, value); // declared without a value
    }

    private Variables? Outer => outer;
}
