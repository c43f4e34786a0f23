using System.Collections.Generic;
using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace ModelGen.Analyzers.DataEdges;

/// <summary>
/// What local functions give that are one expression: <c>Tensor&lt;float&gt; Batch(int n) => Tensor.CreateFromShape&lt;float&gt;([n, 784])</c>. The expression is looked at for each
/// call, with the call's arguments; of a function that calls itself nothing is known.
/// </summary>
internal sealed class LocalFunctions
{
    // Functions that call others twice double the work from one to the next.
    private const int MostCalls = 10_000;

    private readonly Dictionary<IMethodSymbol, IOperation> _expressions = new(SymbolEqualityComparer.Default);
    private readonly HashSet<IMethodSymbol> _open = new(SymbolEqualityComparer.Default);
    private readonly Locals _locals;
    private readonly Fields _fields;
    private int _calls;

    public LocalFunctions(IOperation body, Locals locals, Fields fields)
    {
        (_locals, _fields) = (locals, fields);
        foreach (ILocalFunctionOperation function in body.Descendants().OfType<ILocalFunctionOperation>())
        {
            if (function is { Symbol: { IsAsync: false, RefKind: RefKind.None }, Body.Operations: { Length: 1 } operations } && operations[0] is IReturnOperation { Kind: OperationKind.Return, ReturnedValue: { } value })
            {
                _expressions[function.Symbol] = value;
            }
        }
    }

    /// <param name="facts">What is known where the function is called. Of that, it can rely on what does not change.</param>
    public Value? Result(Call call, Facts facts)
    {
        if (!_expressions.TryGetValue(call.Method!, out IOperation? expression) || _calls >= MostCalls || !_open.Add(call.Method!))
        {
            return null;
        }

        _calls++;
        try
        {
            Facts known = facts.Fixed(_locals);
            for (int i = 0; i < call.Arguments.Length; i++)
            {
                if (call.Arguments[i].Parameter is not { RefKind: RefKind.None } parameter || !_locals.IsFixed(parameter) || (call.Values[i] is null && IsSized(parameter.Type)))
                {
                    return null; // a size that is not known must not get the parameter's name, which means another in each call
                }

                known = known.With(parameter, call.Values[i]?.WithoutItems());
            }

            return new Evaluator(known, _locals, _fields, this, _ => null, report: null, lambdas: null).Evaluate(expression);
        }
        finally
        {
            _open.Remove(call.Method!);
        }
    }

    private static bool IsSized(ITypeSymbol type) => Numbers.IsSize(type) || type is IArrayTypeSymbol || Api.IsSpan(type);
}
