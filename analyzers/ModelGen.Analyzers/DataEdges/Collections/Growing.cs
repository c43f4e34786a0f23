using System.Collections.Generic;
using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using ModelGen.Analyzers.DataEdges.Values;

namespace ModelGen.Analyzers.DataEdges.Collections;

/// <summary>Collections that elements are put into: lists, queues, stacks, and dictionaries by their values.</summary>
internal static class Growing
{
    // After these a collection has as many elements as before, in the same order.
    private static readonly HashSet<string> s_reading =
        ["Contains", "ContainsKey", "ContainsValue", "CopyTo", "IndexOf", "LastIndexOf", "Find", "FindAll", "FindIndex", "FindLast", "Exists", "TrueForAll", "ForEach", "ConvertAll", "GetRange", "GetEnumerator", "Peek", "TryPeek", "TryGetValue", "ToArray", "AsReadOnly", "EnsureCapacity", "TrimExcess", "BinarySearch", "Equals", "GetHashCode", "ToString", "GetType", "Slice"];

    private static readonly HashSet<string> s_types = ["List", "Queue", "Stack", "LinkedList", "HashSet", "Dictionary", "SortedDictionary", "ConcurrentDictionary", "ConcurrentQueue", "ConcurrentBag", "Collection", "ObservableCollection"];

    public static bool Is(ITypeSymbol? type) => type is INamedTypeSymbol { Arity: 1 or 2 } named && s_types.Contains(named.Name) && named.ContainingNamespace?.ContainingNamespace?.Name is "Collections" or "System";

    /// <summary>Whether a collection has as many elements behind a call of a method of the name.</summary>
    public static bool IsReading(string method) => s_reading.Contains(method);

    public static bool IsDictionary(ITypeSymbol? type) => type is INamedTypeSymbol { Arity: 2, Name: "Dictionary" or "SortedDictionary" or "ConcurrentDictionary" or "IDictionary" or "IReadOnlyDictionary" };

    public static Value? Create(Call call, ITypeSymbol? type)
    {
        if (!Is(type))
        {
            return null;
        }

        ListValue empty = new(Size.Of(0), default, IsWrittenOut: false, call.Operation.Syntax, NothingValue.Instance) { Grows = true };
        return call.Value("collection") is ListValue source ? empty with { Element = source.Element, Length = HasAll(type) ? source.Length : Size.Unknown }
            : call.Argument("collection") is not null || call.Argument("dictionary") is not null ? empty with { Element = null, Length = Size.Unknown }
            : empty;
    }

    /// <summary><c>Array.Resize(ref a, n)</c>.</summary>
    public static bool IsResize(IMethodSymbol method) => method is { Name: "Resize", ContainingType: { Name: "Array", ContainingNamespace: { Name: "System", ContainingNamespace.IsGlobalNamespace: true } } };

    /// <summary>What a call gives by reference, where it gives anything: <c>all.TryGetValue("a", out var x)</c>.</summary>
    public static Value? Taken(Call call) =>
        IsResize(call.Method!) ? new ListValue(call.Number("newSize"), default, IsWrittenOut: false, call.Operation.Syntax)
        : call.Method!.Name is "TryGetValue" or "TryDequeue" or "TryPeek" or "TryPop" or "TryTake" or "TryRemove" && (Is(call.Method.ContainingType) || IsDictionary(call.Method.ContainingType)) ? (call.Instance as ListValue)?.Under(call.Arguments.Length == 2 ? call.Values[0] : null) : null;

    public static Value? Evaluate(Call call, Evaluator evaluator)
    {
        if (!Is(call.Method!.ContainingType))
        {
            return null;
        }

        ListValue? list = call.Instance as ListValue;
        switch (call.Method.Name)
        {
            case "Add" or "Enqueue" or "Push" when HasAll(call.Method.ContainingType):
                Value? last = call.Values.LastOrDefault();
                evaluator.Note(call.Operation.Syntax, last);
                evaluator.Change(call.Receiver, whole => whole is ListValue old ? call.Method.Name == "Add" ? old.Append(last) : old.Append(last) with { Each = default } : whole);
                return null;
            case "Add" or "Enqueue" or "Push" or "AddLast" or "AddFirst" or "Insert" or "TryAdd":
                Value? added = call.Values.LastOrDefault();
                evaluator.Note(call.Operation.Syntax, added);
                evaluator.Change(call.Receiver, whole => whole is not ListValue old ? whole : call.Method.Name == "Add" && call.Values.Length == 2 ? old.Put(call.Values[0], added) : old.Put(added, grows: true));
                return null;
            case "AddRange":
                ListValue? more = call.Values.LastOrDefault() as ListValue;
                evaluator.Note(call.Operation.Syntax, more?.Element);
                evaluator.Change(call.Receiver, whole => whole is ListValue old ? old.Put(more?.Element, grows: true) with { Length = old.Length + (more?.Length ?? Size.Unknown) } : whole);
                return null;
            case "ToArray" or "AsReadOnly":
                return list is null ? null : list with { Items = default, Each = call.Method.ContainingType.Name == "List" ? list.Each : default, Grows = call.Method.Name == "AsReadOnly" };
            case "GetRange":
                return list is null ? null : list with { Length = call.Number("count"), Items = default, Each = default };
            case "Sort" or "Reverse":
                evaluator.Change(call.Receiver, whole => whole is ListValue old ? old with { Items = default, Each = default } : whole);
                return null;
            case "Dequeue" or "Pop":
                evaluator.Change(call.Receiver, Shrunk);
                return list?.One;
            case "Peek" or "Find":
                return list?.One;
            case "GetEnumerator":
                return list;
            default:
                evaluator.Change(call.Receiver, whole => s_reading.Contains(call.Method.Name) ? whole : Shrunk(whole));
                return null;
        }
    }

    // Some are gone, or others have come.
    private static Value? Shrunk(Value? collection) => collection is ListValue list ? list with { Length = Size.Unknown, Items = default, Each = default, Entries = default } : collection;

    /// <summary>A collection that keeps what it gets, the same twice.</summary>
    private static bool HasAll(ITypeSymbol? type) => type?.Name is "List" or "Queue" or "Stack" or "ConcurrentQueue" or "Collection";
}
