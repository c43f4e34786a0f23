using System.Collections.Immutable;
using System.Linq;
using Microsoft.CodeAnalysis;
using ModelGen.Analyzers.DataEdges.Values;

namespace ModelGen.Analyzers.DataEdges;

/// <summary>A call of a method whose signature states shapes: a generated member, or one of the user's own.</summary>
internal static class ModelCall
{
    public static Value? Evaluate(Call call) => call.Method is { } method ? Judge(call, method.Parameters, call.Name) : null;

    /// <summary>Compares the arguments with the shapes that <paramref name="stated"/> parameters carry, and gives what the method returns.</summary>
    /// <param name="stated">The call's parameters, or those of the method that it passes its arguments to.</param>
    /// <param name="name">The method, as messages call it.</param>
    public static Value? Judge(Call call, ImmutableArray<IParameterSymbol> stated, string name)
    {
        Judgement judgement = new(call, stated.Length == 0 ? null : stated[0].ContainingType);
        for (int i = 0; i < call.Arguments.Length; i++)
        {
            if (call.Arguments[i].Parameter is { } parameter && parameter.Ordinal < stated.Length && call.Values[i] is { } value
                && !judgement.Take(call.Arguments[i], Signature.Of(stated[parameter.Ordinal].GetAttributes()), value, Subject.Argument(name, parameter.Name)))
            {
                return null; // one fault, one diagnostic
            }
        }

        if (call.Method is { ReturnType: INamedTypeSymbol { IsTupleType: true } tuple } many)
        {
            return ModelMembers.Results(many, tuple) is { } results ? TupleValue.Of([.. results.Select(result => result is null ? null : judgement.Result(result, isSpan: false))]) : null;
        }

        return call.Method is { ReturnsVoid: false } method && (Api.IsTensor(method.ReturnType) || Api.IsSpan(method.ReturnType)) && Signature.Of(method.GetReturnTypeAttributes()) is { } returned
            ? judgement.Result(returned, Api.IsSpan(method.ReturnType))
            : null;
    }
}
