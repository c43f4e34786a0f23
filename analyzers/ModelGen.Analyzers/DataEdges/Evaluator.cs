using System;
using System.Collections.Immutable;
using System.Linq;
using System.Runtime.CompilerServices;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.FlowAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace ModelGen.Analyzers.DataEdges;

/// <summary>Expressions: what they give, and what they leave in locals. Every operation is looked at once, in the order in which it runs.</summary>
/// <param name="captured">The local that a flow capture stands for, where it is one that may be assigned to.</param>
/// <param name="report">Null while the walk is not settled.</param>
internal sealed class Evaluator(
    Facts facts, Locals locals, Fields fields, LocalFunctions? functions, Func<CaptureId, ISymbol?> captured, Action<Edge>? report, Action<IFlowAnonymousFunctionOperation, Facts>? lambdas)
{
    public Facts Facts { get; private set; } = facts;

    public Value? Evaluate(IOperation? operation)
    {
        RuntimeHelpers.EnsureSufficientExecutionStack();
        return operation switch
        {
            null => null,
            { ConstantValue: { HasValue: true, Value: { } constant } } => Numbers.Constant(constant),
            ISimpleAssignmentOperation { IsRef: false } assignment => Assign(assignment),
            IFlowCaptureOperation capture => Capture(capture),
            IFlowCaptureReferenceOperation reference => Facts[reference.Id],
            ILocalReferenceOperation or IParameterReferenceOperation => Read(Locals.Of(operation)!),
            IFieldReferenceOperation field => Other(field) ?? fields.Read(field.Field),
            IParenthesizedOperation inside => Evaluate(inside.Operand),
            IConversionOperation conversion => Conversions.Convert(conversion, Evaluate(conversion.Operand)),
            IBinaryOperation binary => Numbers.Binary(binary, Evaluate(binary.LeftOperand), Evaluate(binary.RightOperand)),
            IArrayCreationOperation array => Lists.Created(array, this),
            IPropertyReferenceOperation property => Property(property),
            IObjectCreationOperation creation => Creation(creation),
            IInvocationOperation call => Call(call),
            IFlowAnonymousFunctionOperation lambda => Lambda(lambda),
            _ when Lists.IsCollection(operation) => Lists.Collection(operation, this),
            _ => Other(operation),
        };
    }

    /// <summary>The value of an argument.</summary>
    public Value? Evaluate(IArgumentOperation? argument) => argument is null ? null : Evaluate(argument.Value);

    private Value? Assign(ISimpleAssignmentOperation assignment)
    {
        ISymbol? local = assignment.Target is IFlowCaptureReferenceOperation reference ? captured(reference.Id) : Locals.Of(assignment.Target);
        if (local is null)
        {
            Evaluate(assignment.Target);
        }

        Value? value = Evaluate(assignment.Value);
        if (local is not null)
        {
            Set(local, value);
        }

        return value;
    }

    private Value? Capture(IFlowCaptureOperation capture)
    {
        Value? value = Evaluate(capture.Value);
        Facts = Facts.With(capture.Id, value);
        return null;
    }

    private Value? Read(ISymbol local)
    {
        Value? value = Facts[local];
        if (value is null && Numbers.IsSize(local) && locals.IsFixed(local))
        {
            return new NumberValue(Numbers.Named(local));
        }

        return value is null || locals.KeepsItems(local) ? value : value.WithoutItems();
    }

    private Value? Property(IPropertyReferenceOperation property)
    {
        Value? instance = Evaluate(property.Instance);
        Evaluate(property.Arguments);
        return Lists.Property(property, instance, locals);
    }

    private Value? Creation(IObjectCreationOperation creation)
    {
        Value?[] arguments = Evaluate(creation.Arguments);
        if (creation.Initializer is { } initializer)
        {
            Evaluate(initializer);
        }

        Call call = new(creation, creation.Constructor, creation.Arguments, arguments, null, null, report);
        return Api.IsTensor(creation.Type) ? TensorCreation.Create(call)
            : Training.Create(call, creation.Type);
    }

    private Value? Call(IInvocationOperation invocation)
    {
        Value? instance = Evaluate(invocation.Instance);
        Value?[] arguments = Evaluate(invocation.Arguments);
        Call call = new(invocation, invocation.TargetMethod, invocation.Arguments, arguments, invocation.Instance, instance, report);
        Value? value = Calls.Evaluate(call);
        return invocation.TargetMethod.MethodKind == MethodKind.LocalFunction ? functions?.Result(call, Facts) ?? value : value;
    }

    private Value?[] Evaluate(ImmutableArray<IArgumentOperation> arguments)
    {
        Value?[] values = [.. arguments.Select(argument => Evaluate(argument.Value))];
        foreach (IArgumentOperation argument in arguments.Where(argument => argument.Parameter?.RefKind is RefKind.Ref or RefKind.Out))
        {
            Forget(argument.Value);
        }

        return values;
    }

    private Value? Lambda(IFlowAnonymousFunctionOperation lambda)
    {
        lambdas?.Invoke(lambda, Facts);
        return null;
    }

    /// <summary>Everything else: nothing is known of it, but of what stands inside it.</summary>
    private Value? Other(IOperation operation)
    {
        foreach (IOperation child in operation.ChildOperations)
        {
            Evaluate(child);
        }

        switch (operation)
        {
            case IAssignmentOperation assignment:
                Forget(assignment.Target);
                break;
            case IIncrementOrDecrementOperation step:
                Forget(step.Target);
                break;
            case IDeclarationPatternOperation { DeclaredSymbol: { } declared }:
                Facts = Facts.With(declared, null);
                break;
        }

        return null;
    }

    private void Forget(IOperation target)
    {
        foreach (IOperation place in Locals.Targets(target))
        {
            if ((place is IFlowCaptureReferenceOperation reference ? captured(reference.Id) : Locals.Of(place)) is { } local)
            {
                Facts = Facts.With(local, null);
            }
        }
    }

    private void Set(ISymbol local, Value? value) => Facts = Facts.With(local, locals.IsTracked(local) ? value : null);
}
