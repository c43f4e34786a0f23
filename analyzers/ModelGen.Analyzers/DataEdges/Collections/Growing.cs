using System.Collections.Generic;
using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using ModelGen.Analyzers.DataEdges.Values;

namespace ModelGen.Analyzers.DataEdges.Collections;

/// <summary>Collections that elements are put into: lists, queues, stacks, and dictionaries by their values.</summary>
internal static class Growing
{
    private static readonly HashSet<string> s_types = ["List", "Queue", "Stack", "LinkedList", "HashSet", "Dictionary", "SortedDictionary", "ConcurrentDictionary", "ConcurrentQueue", "ConcurrentBag", "Collection", "ObservableCollection"];

    public static bool Is(ITypeSymbol? type) => type is INamedTypeSymbol { Arity: 1 or 2 } named && s_types.Contains(named.Name) && named.ContainingNamespace?.ContainingNamespace?.Name is "Collections" or "System";

    public static bool IsDictionary(ITypeSymbol? type) => type is INamedTypeSymbol { Arity: 2, Name: "Dictionary" or "SortedDictionary" or "ConcurrentDictionary" or "IDictionary" or "IReadOnlyDictionary" };

    public static Value? Create(Call call, ITypeSymbol? type)
    {
        if (!Is(type))
        {
            return null;
        }

        ListValue empty = new(Size.Unknown, default, IsWrittenOut: false, call.Operation.Syntax, NothingValue.Instance);
        return call.Value("collection") is ListValue source ? empty with { Element = source.Element }
            : call.Argument("collection") is not null || call.Argument("dictionary") is not null ? empty with { Element = null }
            : empty;
    }

    /// <summary><c>Array.Resize(ref a, n)</c>.</summary>
    public static bool IsResize(IMethodSymbol method) => method is { Name: "Resize", ContainingType: { Name: "Array", ContainingNamespace: { Name: "System", ContainingNamespace.IsGlobalNamespace: true } } };

    /// <summary>What a call gives by reference, where it gives anything: <c>all.TryGetValue("a", out var x)</c>.</summary>
    public static Value? Taken(Call call) =>
        IsResize(call.Method!) ? new ListValue(call.Number("newSize"), default, IsWrittenOut: false, call.Operation.Syntax)
        : call.Method!.Name is "TryGetValue" or "TryDequeue" or "TryPeek" or "TryPop" or "TryTake" or "TryRemove" && (Is(call.Method.ContainingType) || IsDictionary(call.Method.ContainingType)) ? (call.Instance as ListValue)?.One : null;

    public static Value? Evaluate(Call call, Evaluator evaluator)
    {
        if (!Is(call.Method!.ContainingType))
        {
            return null;
        }

        ListValue? list = call.Instance as ListValue;
        switch (call.Method.Name)
        {
            case "Add" or "Enqueue" or "Push" or "AddLast" or "AddFirst" or "Insert" or "TryAdd":
                Value? added = call.Values.LastOrDefault();
                evaluator.Note(call.Operation.Syntax, added);
                evaluator.Change(call.Receiver, whole => whole is ListValue old ? old.Put(added, grows: true) : whole);
                return null;
            case "AddRange":
                Value? all = (call.Values.LastOrDefault() as ListValue)?.Element;
                evaluator.Note(call.Operation.Syntax, all);
                evaluator.Change(call.Receiver, whole => whole is ListValue old ? old.Put(all, grows: true) : whole);
                return null;
            case "ToArray" or "AsReadOnly" or "GetRange" or "Reverse" or "Sort":
                return list is null ? null : list with { Length = Size.Unknown, Items = default, Each = default };
            case "Dequeue" or "Pop" or "Peek" or "Find":
                return list?.One;
            case "GetEnumerator":
                return list;
            default:
                return null;
        }
    }
}
