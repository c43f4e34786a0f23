using System.Collections.Generic;
using Microsoft.CodeAnalysis;

namespace ModelGen.Generator.Frontend.Graphs;

/// <summary>What an expression of a graph method stands for while the method is read.</summary>
internal abstract class GraphValue;

/// <summary>A <c>Symbol</c>: a numbered value of the graph.</summary>
internal sealed class TensorValue(int number) : GraphValue
{
    public int Number => number;
}

/// <summary>A number, a string, a truth value, the value of an enum, or null.</summary>
internal sealed class ConstantValue(object? value) : GraphValue
{
    public object? Value => value;
}

/// <summary>An array, a list or a tuple.</summary>
internal sealed class ListValue(List<GraphValue> items) : GraphValue
{
    public List<GraphValue> Items => items;

    /// <summary>Of a field: it holds what is written where it is declared.</summary>
    public bool IsFixed { get; set; }
}

/// <summary>A lambda, a local function or a method: its body is read at each call.</summary>
/// <param name="body">What is read.</param>
/// <param name="scope">What it sees of the method around it.</param>
internal sealed class FunctionValue(IMethodSymbol method, IOperation body, Variables? scope) : GraphValue
{
    public IMethodSymbol Method => method;

    public IOperation Body => body;

    public Variables? Scope => scope;
}

/// <summary>The type that a generic method is called with.</summary>
internal sealed class TypeValue(ITypeSymbol type) : GraphValue
{
    public ITypeSymbol Type => type;
}

/// <summary>A layer whose parameters exist once: a function or a block.</summary>
internal sealed class SharedValue(string name, int parent) : GraphValue
{
    public string Name => name;

    /// <summary>The scope in which it was declared.</summary>
    public int Parent => parent;

    public string? WeightName { get; init; }

    /// <summary>A method marked [Shared].</summary>
    public bool IsMethod { get; init; }

    public FunctionValue? Function { get; init; }

    public INamedTypeSymbol? Block { get; init; }

    /// <summary>The scope of its first call; -1 before.</summary>
    public int First { get; set; } = -1;
}
