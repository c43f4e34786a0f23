using System.Collections.Immutable;
using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.FlowAnalysis;
using Microsoft.CodeAnalysis.Operations;
using ModelGen.Analyzers.DataEdges.Collections;
using ModelGen.Analyzers.DataEdges.Summaries;
using ModelGen.Analyzers.DataEdges.Values;

namespace ModelGen.Analyzers.DataEdges;

/// <summary>Calls of methods, constructors and delegates.</summary>
internal sealed partial class Evaluator
{
    private Value? Creation(IObjectCreationOperation creation)
    {
        Value?[] arguments = Evaluate(creation.Arguments);
        if (creation.Initializer is { } initializer)
        {
            Evaluate(initializer);
        }

        Call call = new(creation, creation.Constructor, creation.Arguments, arguments, null, null, report);
        Value? value = Api.IsTensor(creation.Type) ? TensorCreation.Create(call)
            : Training.Create(call, creation.Type) ?? Growing.Create(call, creation.Type) ?? Queries.Lazily(call, this) ?? Objects.Create(call, this);
        Returns(call, null);
        return value;
    }

    private Value? Call(IInvocationOperation invocation)
    {
        Value? instance = Evaluate(invocation.Instance);
        Value?[] arguments = Evaluate(invocation.Arguments);
        Call call = new(invocation, invocation.TargetMethod, invocation.Arguments, arguments, invocation.Instance, instance, report);
        if (invocation.TargetMethod.MethodKind == MethodKind.Constructor)
        {
            Objects.Chained(call, this);
            return null;
        }

        Value? value = Strides.Judge(call, this) ? null : Calls.Evaluate(call) ?? Growing.Evaluate(call, this) ?? Channels.Evaluate(call, this) ?? Batches.Evaluate(call, this) ?? Queries.Evaluate(call, this);
        Outcome? outcome = value is null || call.Method!.Parameters.Any(parameter => parameter.RefKind is RefKind.Out or RefKind.Ref) ? new Invocations(frame, walk).Invoke(call, Facts) : null;
        Returns(call, outcome);
        return value ?? (Interest.IsStated(call.Method!) ? null : outcome?.Returned);
    }

    /// <summary>What a call leaves in what it got by reference.</summary>
    private void Returns(Call call, Outcome? outcome)
    {
        foreach (IArgumentOperation argument in call.Arguments)
        {
            if (argument.Parameter?.RefKind is RefKind.Ref or RefKind.Out)
            {
                IOperation place = argument.Value is IDeclarationExpressionOperation declaration ? declaration.Expression : argument.Value;
                Forget(place);
                if (Locals.Of(place) is { } local && (outcome?.Out(argument.Parameter) ?? Growing.Taken(call) ?? Channels.Taken(call)) is { } value)
                {
                    Set(local, value);
                }
            }
        }
    }

    private Value?[] Evaluate(ImmutableArray<IArgumentOperation> arguments) => [.. arguments.Select(argument => Evaluate(argument.Value))];

    private Value? Delegate(IDelegateCreationOperation made) =>
        made.Target is IMethodReferenceOperation reference
            ? new FunctionValue(reference.Method, null, frame, reference.Method.MethodKind == MethodKind.LocalFunction ? Facts.Fixed(frame.Locals, !frame.IsConstructor) : null, Evaluate(reference.Instance))
            : Evaluate(made.Target);

    private Value? Lambda(IFlowAnonymousFunctionOperation lambda)
    {
        lambdas?.Invoke(lambda, Facts);
        return new FunctionValue(lambda.Symbol, lambda, frame, Facts.Fixed(frame.Locals, !frame.IsConstructor), null);
    }
}
