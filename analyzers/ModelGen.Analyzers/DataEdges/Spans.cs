namespace ModelGen.Analyzers.DataEdges;

/// <summary>Spans over arrays: <c>AsSpan</c>, <c>AsMemory</c>, and their slices.</summary>
internal static class Spans
{
    public static Value? Evaluate(Call call)
    {
        bool isSpan = Api.IsSpan(call.Method!.ContainingType);
        bool isExtension = call.Method is { Name: "AsSpan" or "AsMemory", ContainingType: { Name: "MemoryExtensions", ContainingNamespace.Name: "System" } };
        if (isSpan && call.Method.Name == "ToArray")
        {
            return call.Instance is ListValue copied ? copied with { IsWrittenOut = false } : null;
        }

        if (!isExtension && !(isSpan && call.Method.Name == "Slice"))
        {
            return null;
        }

        ListValue? whole = (isSpan ? call.Instance : call.Values.Length > 0 ? call.Values[0] : null) as ListValue;
        if (call.Argument("length") is not null)
        {
            Size length = call.Number("length");
            return length.IsKnown ? new ListValue(length, default, IsWrittenOut: false, call.Operation.Syntax) : null;
        }

        return call.Argument("start") is not null
            ? Rest(call, whole)
            : isExtension && call.Arguments.Length == 1 && whole is not null ? whole with { Items = default } : null;
    }

    private static ListValue? Rest(Call call, ListValue? whole)
    {
        Size rest = whole is null ? Size.Unknown : whole.Length - call.Number("start");
        return rest.IsKnown ? new ListValue(rest, default, IsWrittenOut: false, call.Operation.Syntax) : null;
    }
}
