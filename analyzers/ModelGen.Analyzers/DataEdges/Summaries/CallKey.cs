using System;
using Microsoft.CodeAnalysis;
using ModelGen.Analyzers.DataEdges.Values;
using ModelGen.Compiler.Spec;

namespace ModelGen.Analyzers.DataEdges.Summaries;

/// <summary>A method with what it is called with.</summary>
internal readonly record struct CallKey(IMethodSymbol Method, EquatableArray<Slot> Arguments, Value? Instance)
{
    public bool Equals(CallKey other) =>
        SymbolEqualityComparer.Default.Equals(Method, other.Method) && Arguments == other.Arguments && Equals(Instance, other.Instance);

    public override int GetHashCode() => (SymbolEqualityComparer.Default.GetHashCode(Method) * 31) + Arguments.GetHashCode();
}
