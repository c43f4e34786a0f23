using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Runtime.CompilerServices;
using System.Text;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;

namespace ModelGen.Generator.Frontend.Graphs;

/// <summary>Expressions.</summary>
internal sealed partial class GraphInterpreter
{
    /// <param name="name">The local that the value is assigned to: what a shared layer is called.</param>
    private GraphValue Evaluate(IOperation expression, string? name = null)
    {
        RuntimeHelpers.EnsureSufficientExecutionStack();
        if (expression.ConstantValue is { HasValue: true } constant)
        {
            foreach (IBinaryOperation division in expression is ILiteralOperation or IFieldReferenceOperation or ILocalReferenceOperation ? [] : expression.DescendantsAndSelf().OfType<IBinaryOperation>().Where(part => part.OperatorKind == BinaryOperatorKind.Divide))
            {
                if (division is { LeftOperand.ConstantValue.Value: { } left, RightOperand.ConstantValue.Value: { } right } && ConstantArithmetic.IsWhole(left) && ConstantArithmetic.IsWhole(right))
                {
                    Remainder(division, ConstantArithmetic.Whole(left), ConstantArithmetic.Whole(right));
                }
            }

            return new ConstantValue(constant.Value);
        }

        switch (expression)
        {
            case IConversionOperation conversion:
                return Convert(conversion, name);
            case ILocalReferenceOperation local:
                return _variables.Find(local.Local) ?? throw Unreadable(expression, "it has no value yet");
            case IParameterReferenceOperation parameter:
                return _variables.Find(parameter.Parameter) ?? throw Unreadable(expression, "it is no constant and no value of the graph");
            case IFieldReferenceOperation field:
                return Field(field);
            case IInvocationOperation call:
                return Invoke(call, name);
            case IPropertyReferenceOperation property:
                return Property(property);
            case IArrayElementReferenceOperation { Indices.Length: 1 } slice when slice.Indices[0] is IRangeOperation range:
                return Slice(slice, Evaluate(slice.ArrayReference), range);
            case IArrayElementReferenceOperation { Indices.Length: 1 } element:
                (List<GraphValue> items, int index) = Element(element, Evaluate(element.ArrayReference), element.Indices[0]);
                return items[index];
            case IImplicitIndexerReferenceOperation indexer:
                (List<GraphValue> elements, int place) = Element(indexer, Evaluate(indexer.Instance), indexer.Argument);
                return elements[place];
            case IBinaryOperation binary:
                return Binary(binary);
            case IUnaryOperation unary:
                return Unary(unary);
            case ICompoundAssignmentOperation compound:
                GraphValue sum = Operate(compound, compound.OperatorKind, Evaluate(compound.Target), Evaluate(compound.Value), compound.Target.Syntax, compound.Value.Syntax);
                return Assign(compound.Target, sum);
            case IIncrementOrDecrementOperation step:
                GraphValue before = Evaluate(step.Target);
                GraphValue after = Arithmetic(step, step.Kind == OperationKind.Increment ? BinaryOperatorKind.Add : BinaryOperatorKind.Subtract, before, new ConstantValue(1));
                after = Assign(step.Target, after);
                return step.IsPostfix ? before : after;
            case ISimpleAssignmentOperation assignment:
                GraphValue value = Evaluate(assignment.Value, (assignment.Target as ILocalReferenceOperation)?.Local.Name);
                return Assign(assignment.Target, value);
            case IDeconstructionAssignmentOperation deconstruction:
                GraphValue parts = Evaluate(deconstruction.Value);
                return Assign(deconstruction.Target, parts);
            case IConditionalOperation { WhenFalse: { } otherwise } choice:
                return Evaluate(IsTrue(choice.Condition) ? choice.WhenTrue : otherwise, name);
            case ISwitchExpressionOperation choice:
                return Switch(choice, name);
            case IIsPatternOperation question:
                return new ConstantValue(Matches(question.Pattern, Evaluate(question.Value)));
            case ICoalesceOperation choice:
                return Evaluate(choice.Value, name) is var given && given is ConstantValue { Value: null } ? Evaluate(choice.WhenNull, name) : given;
            case ICoalesceAssignmentOperation choice:
                return Evaluate(choice.Target) is var held && held is ConstantValue { Value: null } ? Assign(choice.Target, Evaluate(choice.Value, (choice.Target as ILocalReferenceOperation)?.Local.Name)) : held;
            case IConditionalAccessOperation access:
                return Evaluate(access.Operation) is var owner && owner is ConstantValue { Value: null } ? owner : Access(owner, access.WhenNotNull);
            case IConditionalAccessInstanceOperation:
                return _accessed.Peek();
            case ITupleOperation tuple:
                return List(tuple, tuple.Elements.Select(element => Evaluate(element)));
            case IArrayCreationOperation array:
                return Array(array);
            case { Syntax: CollectionExpressionSyntax }: // its operation is public in later versions of Roslyn only
                return List(expression, expression.ChildOperations.SelectMany(Element));
            case IObjectCreationOperation created when created.Type?.OriginalDefinition.ToDisplayString() == "System.Collections.Generic.List<T>":
                return NewList(created);
            case IInterpolatedStringOperation text:
                return new ConstantValue(Interpolated(text));
            case IDelegateCreationOperation created:
                return Evaluate(created.Target, name);
            case IAnonymousFunctionOperation lambda:
                return new FunctionValue(lambda.Symbol, lambda.Body, _variables);
            case IMethodReferenceOperation { Instance: null } method:
                return Function(method, method.Method);
            case IDefaultValueOperation { Type.IsReferenceType: true }:
                return new ConstantValue(null);
            case IObjectCreationOperation:
                throw Unreadable(expression, "values are gathered in arrays, in a List and in tuples");
            default:
                throw Unreadable(expression, "write calls of layers and operations, arithmetic, and constants");
        }
    }

    private GraphValue Access(GraphValue owner, IOperation member)
    {
        _accessed.Push(owner);
        try
        {
            return Evaluate(member);
        }
        finally
        {
            _accessed.Pop();
        }
    }

    private GraphValue Convert(IConversionOperation conversion, string? name)
    {
        GraphValue value = Evaluate(conversion.Operand, name);
        return conversion.OperatorMethod is null ? Typed(conversion, conversion.Type, value)
            : IsAxis(conversion.Type) ? value
            : throw Unreadable(conversion, "only conversions of C# itself are carried out");
    }

    private string Interpolated(IInterpolatedStringOperation text)
    {
        var result = new StringBuilder();
        foreach (IInterpolatedStringContentOperation part in text.Parts)
        {
            result.Append(part switch
            {
                IInterpolatedStringTextOperation literal => Constant(literal.Text) as string,
                IInterpolationOperation { Alignment: null, FormatString: null, Expression: { Type.TypeKind: not TypeKind.Enum } hole } => Written(hole, Evaluate(hole)),
                IInterpolationOperation { Alignment: null, FormatString: null } => throw Unreadable(part, "write the member's name"),
                _ => throw Unreadable(part, "leave alignment and format out"),
            });
        }

        return Text(text, result.ToString());
    }

    private bool IsTrue(IOperation condition) => Evaluate(condition) is ConstantValue { Value: bool value } ? value : throw Unreadable(condition, "conditions must be known while compiling; for a choice by values take Where(mask, a, b)");

    private int Int(IOperation number) => Constant(number) switch
    {
        int value => value,
        long value and >= int.MinValue and <= int.MaxValue => (int)value,
        char value => value,
        byte value => value,
        sbyte value => value,
        short value => value,
        ushort value => value,
        _ => throw Unreadable(number, "a whole number is needed that is known while compiling"),
    };

    private object? Constant(IOperation expression) => Evaluate(expression) is ConstantValue constant ? constant.Value : throw Unreadable(expression, "it must be known while compiling");
}
