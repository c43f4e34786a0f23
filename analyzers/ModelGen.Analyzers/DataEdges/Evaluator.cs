using System;
using System.Linq;
using System.Runtime.CompilerServices;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.FlowAnalysis;
using Microsoft.CodeAnalysis.Operations;
using ModelGen.Analyzers.DataEdges.Summaries;
using ModelGen.Analyzers.DataEdges.Values;

namespace ModelGen.Analyzers.DataEdges;

/// <summary>Expressions: what they give, and what they leave in locals. Every operation is looked at once, in the order in which it runs.</summary>
/// <param name="captured">The expression that a flow capture stands for, which may be a place that is assigned to.</param>
/// <param name="report">Null while the walk is not settled.</param>
/// <param name="note">Told what places are given.</param>
internal sealed partial class Evaluator(
    Facts facts, Frame frame, Walk walk, Func<CaptureId, IOperation?> captured, Action<Edge>? report = null, Action<IFlowAnonymousFunctionOperation, Facts>? lambdas = null, Action<SyntaxNode, Value?>? note = null)
{
    public Facts Facts { get; private set; } = facts;

    public Frame Frame => frame;

    public Walk Walk => walk;

    public Action<Edge>? Report => report;

    /// <summary>Whether something was yielded, and what.</summary>
    public bool Yields { get; private set; }

    public Value? Yielded { get; private set; } = NothingValue.Instance;

    public Value? Evaluate(IOperation? operation)
    {
        RuntimeHelpers.EnsureSufficientExecutionStack();
        return operation switch
        {
            null => null,
            { ConstantValue: { HasValue: true, Value: { } constant } } => Numbers.Constant(constant),
            { ConstantValue: { HasValue: true, Value: null } } => NothingValue.Instance,
            ISimpleAssignmentOperation { IsRef: false } assignment => Assign(assignment),
            IDeconstructionAssignmentOperation parts => Deconstruct(parts),
            IFlowCaptureOperation capture => Capture(capture),
            IFlowCaptureReferenceOperation reference => Facts[reference.Id],
            ILocalReferenceOperation => Read(Locals.Of(operation)!),
            IParameterReferenceOperation parameter => Parameter(parameter.Parameter),
            IInstanceReferenceOperation { ReferenceKind: InstanceReferenceKind.ContainingTypeInstance } => Facts[Facts.This],
            IFieldReferenceOperation field => Objects.Field(field, this),
            IEventReferenceOperation raised => frame.Summary.Members.Handler(raised.Event, walk),
            IEventAssignmentOperation { Adds: true } added => Handle(added),
            IParenthesizedOperation inside => Evaluate(inside.Operand),
            ITranslatedQueryOperation query => Evaluate(query.Operation),
            IAwaitOperation wait => Evaluate(wait.Operation),
            IConversionOperation { OperatorMethod.DeclaringSyntaxReferences.Length: > 0 } own => frame.Summary.Run(own.OperatorMethod, [Evaluate(own.Operand)], null, walk)?.Returned,
            IConversionOperation conversion => Conversions.Convert(conversion, Evaluate(conversion.Operand)),
            IBinaryOperation { OperatorMethod.DeclaringSyntaxReferences.Length: > 0 } own => frame.Summary.Run(own.OperatorMethod, [Evaluate(own.LeftOperand), Evaluate(own.RightOperand)], null, walk)?.Returned,
            IBinaryOperation binary when Api.IsTensor(binary.Type) => TensorAlgebra.Binary(binary, Evaluate(binary.LeftOperand), Evaluate(binary.RightOperand), report),
            IBinaryOperation binary => Compared(binary, Evaluate(binary.LeftOperand), Evaluate(binary.RightOperand)),
            ICompoundAssignmentOperation change when Api.IsTensor(change.Target.Type) => Scaled(change),
            IUnaryOperation unary when Api.IsTensor(unary.Type) => TensorAlgebra.New(Evaluate(unary.Operand)),
            IUnaryOperation unary => Conditions.Unary(unary, Evaluate(unary.Operand)),
            IIsPatternOperation pattern => Pattern(pattern),
            IRangeOperation range => new RangeValue(range.LeftOperand is null ? new NumberValue(Size.Of(0)) : Evaluate(range.LeftOperand), range.RightOperand is null ? new EndValue(Size.Of(0)) : Evaluate(range.RightOperand)),
            IImplicitIndexerReferenceOperation part => Lists.Part(part, this),
            ITupleOperation tuple => TupleValue.Of([.. tuple.Elements.Select(Evaluate)]),
            IArrayCreationOperation array => Lists.Created(array, this),
            IArrayElementReferenceOperation element => Lists.Element(element, this),
            IPropertyReferenceOperation property => Objects.Property(property, this),
            IObjectCreationOperation creation => Creation(creation),
            IAnonymousObjectCreationOperation creation => Objects.Anonymous(creation, this),
            IWithOperation copy => Objects.With(copy, this),
            IInvocationOperation call => Call(call),
            IDelegateCreationOperation made => Delegate(made),
            IFlowAnonymousFunctionOperation lambda => Lambda(lambda),
            IReturnOperation { Kind: OperationKind.YieldReturn } item => Yield(item),
            _ when Lists.IsCollection(operation) => Lists.Collection(operation, this),
            _ when Lists.IsOnStack(operation) => Lists.OnStack(operation, this),
            _ => Other(operation),
        };
    }

    /// <summary>What an expression without calls gives where a local is something else than it is here.</summary>
    public Value? Supposing(ISymbol local, Value value, IOperation expression)
    {
        Facts before = Facts;
        Facts = Facts.With(local, value);
        Value? result = Evaluate(expression);
        Facts = before;
        return result;
    }

    /// <summary>The value of an argument.</summary>
    public Value? Evaluate(IArgumentOperation? argument) => argument is null ? null : Evaluate(argument.Value);

    private Value? Capture(IFlowCaptureOperation capture)
    {
        Value? value = Evaluate(capture.Value);
        Facts = Facts.With(capture.Id, value);
        return null;
    }

    private Value? Read(ISymbol local)
    {
        Value? value = Facts[local];
        if (value is null or NumberValue { Size: { IsKnown: false, Turns: null } } && Numbers.IsSize(local) && frame.Locals.IsFixed(local))
        {
            return new NumberValue(Numbers.Named(local), (value as NumberValue)?.Bounds);
        }

        return value is null || frame.Locals.KeepsItems(local, frame.Summary.Bodies) ? value : value.WithoutItems();
    }

    /// <summary>A parameter behind a type's name is a field in the type's methods.</summary>
    private Value? Parameter(IParameterSymbol parameter)
    {
        bool isCaptured = parameter.ContainingSymbol is IMethodSymbol { MethodKind: MethodKind.Constructor } constructor && !SymbolEqualityComparer.Default.Equals(constructor, frame.Owner);
        if (!isCaptured || Facts[parameter] is not null)
        {
            return Read(parameter);
        }

        return !frame.Summary.Members.IsSettled(parameter, walk) ? null
            : (Facts[Facts.This] as ObjectValue)?[parameter] ?? (Numbers.IsSize(parameter) ? new NumberValue(Numbers.NamedField(parameter)) : null);
    }

    /// <summary>What is compared may be bounded by what comes of it: who asks, knows better.</summary>
    private Value? Compared(IBinaryOperation binary, Value? left, Value? right)
    {
        if (binary.Type?.SpecialType == SpecialType.System_Boolean)
        {
            Unbind(binary.LeftOperand, left);
            Unbind(binary.RightOperand, right);
        }

        return Numbers.Binary(binary, left, right);
    }

    private void Unbind(IOperation compared, Value? value)
    {
        if (value is { HasTurns: true })
        {
            Facts = Facts.Map(size => size.Plain);
        }

        object? key = compared is IFlowCaptureReferenceOperation reference ? reference.Id : Locals.Of(compared is IConversionOperation conversion ? conversion.Operand : compared);
        if (key is not null && Facts[key] is NumberValue { Bounds: not null } number)
        {
            Facts = Facts.With(key, number with { Bounds = null });
        }
    }

    private Value? Pattern(IIsPatternOperation pattern)
    {
        Value? value = Evaluate(pattern.Value);
        Unbind(pattern.Value, value);
        Patterns patterns = new(this);
        patterns.Bind(pattern.Pattern, value);
        return patterns.Matches(pattern.Pattern, value) is { } truth ? new TruthValue(truth) : null;
    }

    /// <summary>What a name in a pattern stands for.</summary>
    public void Declare(ISymbol symbol, Value? value) => Set(symbol, value);

    private Value? Yield(IReturnOperation item)
    {
        Value? value = Evaluate(item.ReturnedValue);
        Yielded = Yielded is null ? null : Value.Join(Yielded, value);
        Yields = true;
        return null;
    }

    /// <summary>Everything else: nothing is known of it, but of what stands inside it.</summary>
    public Value? Other(IOperation operation)
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
}
