using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.FlowAnalysis;
using ModelGen.Analyzers.DataEdges.Summaries;

namespace ModelGen.Analyzers.DataEdges.Values;

/// <summary>A delegate: a lambda with what it can rely on whenever it runs, or a method with its receiver.</summary>
internal sealed record FunctionValue(IMethodSymbol Method, IFlowAnonymousFunctionOperation? Lambda, Frame? Around, Facts? Known, Value? Instance) : Value
{
    public bool Equals(FunctionValue? other) =>
        other is not null && SameSymbol.Comparer.Equals(Method, other.Method) && Lambda == other.Lambda && Equals(Instance, other.Instance)
        && (Known is null ? other.Known is null : other.Known is not null && Known.Same(other.Known));

    public override int GetHashCode() => SameSymbol.Comparer.GetHashCode(Method);
}
