using System;
using System.Linq;
using Microsoft.CodeAnalysis;
using ModelGen.Compiler.Spec;

namespace ModelGen.Analyzers.DataEdges;

/// <summary>One element of an array, and where it is written.</summary>
internal readonly record struct Item(Size Value, SyntaxNode Syntax)
{
    public static EquatableArray<Item> Map(EquatableArray<Item> items, Func<Size, Size> map) =>
        items.Count == 0 ? items : new([.. items.Select(item => item with { Value = map(item.Value) })]);
}
