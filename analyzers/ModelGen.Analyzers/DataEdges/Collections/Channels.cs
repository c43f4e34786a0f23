using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using ModelGen.Analyzers.DataEdges.Values;

namespace ModelGen.Analyzers.DataEdges.Collections;

/// <summary>A channel is a collection with two ends: what one method writes, another reads.</summary>
internal static class Channels
{
    /// <summary>The channel behind one of its ends: <c>channel.Writer</c>.</summary>
    public static IOperation? Behind(IOperation? end) => end is IPropertyReferenceOperation { Property: { Name: "Writer" or "Reader", ContainingType: var type }, Instance: { } channel } && Is(type, "Channel") ? channel : null;

    public static Value? Evaluate(Call call, Evaluator evaluator)
    {
        INamedTypeSymbol type = call.Method!.ContainingType;
        if (!Is(type, "Channel") && !Is(type, "ChannelWriter") && !Is(type, "ChannelReader"))
        {
            return null;
        }

        switch (call.Method.Name)
        {
            case "CreateUnbounded" or "CreateBounded" or "CreateUnboundedPrioritized":
                return new ListValue(Size.Of(0), default, IsWrittenOut: false, call.Operation.Syntax, NothingValue.Instance) { Grows = true };
            case "TryWrite" or "WriteAsync":
                Value? written = call.Values.FirstOrDefault();
                evaluator.Note(call.Operation.Syntax, written);
                evaluator.Change(call.Receiver, whole => whole is ListValue old ? old.Put(written, grows: true) : whole);
                return null;
            case "ReadAsync":
                return (call.Instance as ListValue)?.One;
            case "ReadAllAsync":
                return call.Instance;
            default:
                return null;
        }
    }

    public static bool IsWriting(IMethodSymbol method) => method.Name is "TryWrite" or "WriteAsync" && Is(method.ContainingType, "ChannelWriter");

    /// <summary>What <c>TryRead</c> gives by reference.</summary>
    public static Value? Taken(Call call) => call.Method!.Name is "TryRead" or "TryPeek" && Is(call.Method.ContainingType, "ChannelReader") ? (call.Instance as ListValue)?.One : null;

    private static bool Is(ITypeSymbol? type, string name) => type?.Name == name && type.ContainingNamespace is { Name: "Channels", ContainingNamespace.Name: "Threading" };
}
