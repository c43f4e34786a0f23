using System.Linq;
using Microsoft.CodeAnalysis;
using ModelGen.Analyzers.DataEdges.Summaries;
using ModelGen.Analyzers.DataEdges.Values;

namespace ModelGen.Analyzers.DataEdges.Collections;

/// <summary>What comes of the elements of collections: LINQ, walks with <c>foreach</c>, and tasks, which stand for what they give.</summary>
internal static class Queries
{
    public static Value? Evaluate(Call call, Evaluator evaluator)
    {
        IMethodSymbol method = call.Method!;
        return method.DeclaringSyntaxReferences.Length > 0 && !method.IsImplicitlyDeclared ? null : method.Name switch
        {
            "<Clone>$" => call.Instance,
            "GetEnumerator" or "GetAsyncEnumerator" => call.Instance ?? (call.Values.Length > 0 ? call.Values[0] : null),
            _ when method.ContainingType is { Name: "Enumerable" or "AsyncEnumerable", ContainingNamespace.Name: "Linq" } => Linq(call, evaluator),
            _ when method.ContainingType is { Name: "Task" or "ValueTask" or "TaskFactory" } && IsTasks(method.ContainingType) => Tasks(call, evaluator),
            "GetAwaiter" or "GetResult" or "ConfigureAwait" or "AsTask" or "WaitAsync" => call.Instance ?? (call.Values.Length > 0 ? call.Values[0] : null),
            "ConvertAll" when method.ContainingType is { Name: "Array" or "List" } => Selected(call, evaluator, method.IsStatic ? call.Values[0] as ListValue : call.Instance as ListValue),
            "ForEach" or "ForEachAsync" when method.ContainingType is { Name: "Parallel" } && IsTasks(method.ContainingType) => Walked(call, evaluator, call.Values[0] as ListValue),
            "ForEach" when method.ContainingType is { Name: "Array" or "List" } => Walked(call, evaluator, method.IsStatic ? call.Values[0] as ListValue : call.Instance as ListValue),
            "Create" when method.IsStatic && method.ContainingType is { Name: "Tuple" or "ValueTuple", Arity: 0, ContainingNamespace: { Name: "System", ContainingNamespace.IsGlobalNamespace: true } } => TupleValue.Of(call.Values),
            "Clone" when call.Instance is ListValue or TensorValue => call.Instance.WithoutItems(),
            "Fill" or "Empty" when method.ContainingType is { Name: "Array", ContainingNamespace.Name: "System" } && method.Name == "Empty" => new ListValue(Size.Of(0), default, IsWrittenOut: false, call.Operation.Syntax),
            _ => null,
        };
    }

    /// <summary>Objects of the framework that stand for what they are made of: <c>new Lazy&lt;T&gt;(() => ...)</c>, <c>new ValueTask&lt;T&gt;(x)</c>, <c>new Tuple&lt;T, U&gt;(x, y)</c>.</summary>
    public static Value? Lazily(Call call, Evaluator evaluator) => call.Method?.ContainingType switch
    {
        { Name: "Lazy", Arity: 1, ContainingNamespace: { Name: "System", ContainingNamespace.IsGlobalNamespace: true } } => Walked(call, evaluator, null),
        { Name: "Tuple", Arity: > 0, ContainingNamespace: { Name: "System", ContainingNamespace.IsGlobalNamespace: true } } => TupleValue.Of(call.Values),
        { Name: "ValueTask", Arity: 1 } task when IsTasks(task) && call.Values.Length == 1 => call.Values[0],
        _ => null,
    };

    private static Value? Linq(Call call, Evaluator evaluator)
    {
        ListValue? source = call.Values.Length > 0 ? call.Values[0] as ListValue : null;
        switch (call.Method!.Name)
        {
            case "Range":
                return new ListValue(call.Number("count"), default, IsWrittenOut: false, call.Operation.Syntax);
            case "Repeat":
                return new ListValue(call.Number("count"), default, IsWrittenOut: false, call.Operation.Syntax, call.Value("element"));
            case "Select":
                return Selected(call, evaluator, source);
            case "SelectMany":
                return (Selected(call, evaluator, source) as ListValue)?.One is ListValue { Element: var inner } many
                    ? new ListValue(source is null ? Size.Unknown : source.Length * many.Length, default, IsWrittenOut: false, call.Operation.Syntax, inner) : null;
            case "Max" or "Min" when call.Arguments.Length == 1 && Known(source) is { Length: > 0 } numbers:
                return new NumberValue(Size.Of(call.Method.Name == "Max" ? numbers.Max() : numbers.Min()));
            case "Distinct" or "ToHashSet" when call.Arguments.Length == 1 && Known(source) is { } several:
                return new ListValue(Size.Of(several.Distinct().Count()), default, IsWrittenOut: false, call.Operation.Syntax) { Grows = call.Method.Name == "ToHashSet" };
            case "ToArray" or "ToList" or "AsEnumerable" or "Reverse" or "OrderBy" or "OrderByDescending" or "Order" or "OrderDescending" or "ThenBy" or "Shuffle" or "ToHashSet" or "Cast" or "OfType" or "AsParallel":
                Walked(call, evaluator, source);
                return source is null ? null : source with
                {
                    Items = default,
                    Each = default,
                    IsWrittenOut = false,
                    Length = call.Method.Name is "OfType" or "ToHashSet" ? Size.Unknown : source.Length,
                    Grows = call.Method.Name is "ToList" or "ToHashSet",
                };
            case "Where" or "Distinct" or "DistinctBy" or "TakeWhile" or "SkipWhile" or "DefaultIfEmpty" or "ExceptBy":
                Walked(call, evaluator, source);
                return source is null ? null : new ListValue(Size.Unknown, default, IsWrittenOut: false, call.Operation.Syntax, Chosen(source.Element));
            case "ToDictionary":
                return source is null ? null : new ListValue(Size.Unknown, default, IsWrittenOut: false, call.Operation.Syntax, Mapped(call, evaluator, source));
            case "GroupBy" or "ToLookup" when call.Argument("resultSelector") is null:
                return source is null ? null : new ListValue(Size.Unknown, default, IsWrittenOut: false, call.Operation.Syntax, new ListValue(Size.Unknown, default, IsWrittenOut: false, call.Operation.Syntax, Mapped(call, evaluator, source)));
            case "Take" or "Skip" or "TakeLast" or "SkipLast":
                return source is null ? null : new ListValue(Part(call, source), default, IsWrittenOut: false, call.Operation.Syntax, source.Element?.Plain());
            case "Concat" or "Append" or "Prepend" or "Union":
                Value? other = call.Values.Length > 1 ? call.Values[1] : null;
                Value? element = call.Method.Name is "Append" or "Prepend" ? other : (other as ListValue)?.Element;
                return source is null ? null : new ListValue(call.Method.Name == "Concat" && other is ListValue second ? source.Length + second.Length : Size.Unknown, default, IsWrittenOut: false, call.Operation.Syntax, Value.Join(source.Element, element));
            case "Chunk":
                Size size = call.Number("size");
                bool isCounted = source is { Length.IsNumber: true } && size is { IsNumber: true, Offset: > 0 };
                return new ListValue(isCounted ? Size.Of((source!.Length.Offset + size.Offset - 1) / size.Offset) : Size.Unknown, default, IsWrittenOut: false, call.Operation.Syntax,
                    new ListValue(Turns.Of(source?.Length ?? Size.Unknown, size, call.Operation.Syntax), default, IsWrittenOut: false, call.Operation.Syntax, source?.Element));
            case "First" or "Last" or "Single" or "ElementAt" or "FirstOrDefault" or "LastOrDefault" or "SingleOrDefault" or "MaxBy" or "MinBy":
                Walked(call, evaluator, source);
                return source?.One;
            case "Count" or "LongCount":
                return source is { Length.IsKnown: true } && call.Arguments.Length == 1 ? new NumberValue(source.Length) : null;
            case "Zip":
                return call.Values.Length > 1 && source is not null && call.Values[1] is ListValue with ? Zipped(call, evaluator, source, with) : null;
            case "Index":
                return source is null ? null : source with { Items = default, Each = default, Element = TupleValue.Of(null, source.Every) };
            default:
                Walked(call, evaluator, source);
                return null;
        }
    }

    /// <summary>All elements, where each is a number that is known.</summary>
    private static long[]? Known(ListValue? list) =>
        list is { Length.IsNumber: true } && list.Length.Offset == list.Items.Count && list.Items.All(item => item.Value.IsNumber) ? [.. list.Items.Select(item => item.Value.Offset)] : null;

    /// <summary>Of ids that are chosen by what they are, nothing is known.</summary>
    private static Value? Chosen(Value? element) => element is NumberValue ? null : element?.Plain();

    private static Size Part(Call call, ListValue source)
    {
        Size count = call.Number("count");
        bool isLess = source.Length.IsNumber && count.IsNumber && count.Offset >= 0 && count.Offset <= source.Length.Offset;
        return !isLess ? Size.Unknown : call.Method!.Name.StartsWith("Take", System.StringComparison.Ordinal) ? count : source.Length - count;
    }

    /// <summary>What an element becomes under the key that it gets.</summary>
    private static Value? Mapped(Call call, Evaluator evaluator, ListValue source) =>
        call.Argument("elementSelector") is null ? source.Element : Run(call, evaluator, call.Value("elementSelector"), [source.One]);

    private static Value? Selected(Call call, Evaluator evaluator, ListValue? source)
    {
        Value? element = Walked(call, evaluator, source);
        return new ListValue(source?.Length ?? Size.Unknown, default, IsWrittenOut: false, call.Operation.Syntax, element);
    }

    private static ListValue Zipped(Call call, Evaluator evaluator, ListValue first, ListValue second)
    {
        Value? element = call.Values.Length > 2 ? Run(call, evaluator, call.Values[2], [first.One, second.One]) : TupleValue.Of(first.Every, second.Every);
        return new ListValue(Size.Join(first.Length, second.Length), default, IsWrittenOut: false, call.Operation.Syntax, element);
    }

    /// <summary>Runs the call's delegate with an element. What it finds stands in its own text.</summary>
    private static Value? Walked(Call call, Evaluator evaluator, ListValue? source) =>
        call.Values.FirstOrDefault(value => value is FunctionValue) is { } function ? Run(call, evaluator, function, [source is null ? null : Turns.IsConsumed(call.Operation.Syntax) ? source.Every : source.One]) : null;

    private static Value? Run(Call call, Evaluator evaluator, Value? function, Value?[] values)
    {
        if (function is not FunctionValue known || new Invocations(evaluator.Frame, evaluator.Walk).Run(known, values) is not { } outcome)
        {
            return null;
        }

        foreach (Edge edge in outcome.Edges)
        {
            if (known.Lambda is not null)
            {
                call.Report?.Invoke(edge);
            }
            else if (call.Report is not null)
            {
                call.Report(edge with { Place = call.Arguments.Last().Value.Syntax, Inside = edge.Inside ?? edge.Place, Made = null });
            }
        }

        // Each element may have sizes of its own; those of the method around the lambda are the same for all.
        return outcome.Returned?.Map(size => size.Name is not null && !Given(values, size) && !Numbers.IsOutside(size.Name, known.Lambda?.Syntax) ? Size.Unknown : size);
    }

    private static bool Given(Value?[] values, Size size)
    {
        bool found = false;
        foreach (Value? value in values)
        {
            value?.Map(given =>
            {
                found |= given.Name == size.Name;
                return given;
            });
        }

        return found;
    }

    private static Value? Tasks(Call call, Evaluator evaluator) => call.Method!.Name switch
    {
        "FromResult" => call.Values[0],
        "Run" or "StartNew" => Walked(call, evaluator, null),
        "ContinueWith" => Run(call, evaluator, call.Values.FirstOrDefault(value => value is FunctionValue), [call.Instance]),
        "WhenAll" when call.Values.Length == 1 => call.Values[0],
        "WhenAny" => (call.Values[0] as ListValue)?.One,
        "ConfigureAwait" or "GetAwaiter" or "AsTask" or "WaitAsync" => call.Instance,
        _ => null,
    };

    private static bool IsTasks(INamedTypeSymbol type) => type.ContainingNamespace is { Name: "Tasks", ContainingNamespace.Name: "Threading" };
}
