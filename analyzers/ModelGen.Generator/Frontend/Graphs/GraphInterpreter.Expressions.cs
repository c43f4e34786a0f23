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
                return Switch(choice);
            case IIsPatternOperation question:
                return new ConstantValue(Matches(question.Pattern, Evaluate(question.Value)));
            case ICoalesceOperation choice:
                return Evaluate(choice.Value, name) is var given && given is ConstantValue { Value: null } ? Evaluate(choice.WhenNull, name) : given;
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
            default:
                throw Unreadable(expression, "write calls of layers and operations, arithmetic, and constants");
        }
    }

    private GraphValue Convert(IConversionOperation conversion, string? name)
    {
        GraphValue value = Evaluate(conversion.Operand, name);
        return conversion.OperatorMethod is null ? Typed(conversion, conversion.Type, value)
            : IsAxis(conversion.Type) ? value
            : throw Unreadable(conversion, "only conversions of C# itself are carried out");
    }

    private GraphValue Field(IFieldReferenceOperation field)
    {
        if (field.Instance is { } instance && instance.Type?.IsTupleType == true && Evaluate(instance) is ListValue tuple)
        {
            int number = ((INamedTypeSymbol)instance.Type).TupleElements.ToList().FindIndex(element =>
                SymbolEqualityComparer.Default.Equals(element, field.Field) || SymbolEqualityComparer.Default.Equals(element.CorrespondingTupleField, field.Field.CorrespondingTupleField ?? field.Field));
            return number >= 0 && number < tuple.Items.Count ? tuple.Items[number] : throw Unreadable(field, "the tuple has no such element");
        }

        if (HoldsSymbols(field.Type))
        {
            throw Foreign(field, $"'{field.Field.Name}' would bring a value of another graph: a value lives in the locals and parameters of the method that makes it, so pass it as an argument");
        }

        return Initializer(field.Field) ?? throw Unreadable(field, field.Type?.Name == "Layer"
            ? "make it 'static readonly' and set it where it is declared, or declare it as a local"
            : "make it a 'const', or a 'static readonly' array of constants that is set where it is declared");
    }

    private GraphValue Property(IPropertyReferenceOperation property)
    {
        if (property.Instance is not { } instance)
        {
            if (IsAxis(property.Type))
            {
                return new ConstantValue(":" + property.Property.Name);
            }

            if (HoldsSymbols(property.Type))
            {
                throw Foreign(property, $"'{property.Property.Name}' would bring a value of another graph: a value lives in the locals and parameters of the method that makes it, so pass it as an argument");
            }

            throw Unreadable(property, "make it a 'const'");
        }

        GraphValue owner = Evaluate(instance);
        if (owner is ListValue list)
        {
            if (property.Property.IsIndexer && property.Arguments.Length == 1)
            {
                (List<GraphValue> items, int index) = Element(property, list, property.Arguments[0].Value);
                return items[index];
            }

            if (property.Property.Name is "Length" or "Count")
            {
                return new ConstantValue(list.Items.Count);
            }
        }

        if (owner is TensorValue tensor && Language.IsSymbol(property.Property.ContainingType))
        {
            return new ConstantValue(Size(property, tensor));
        }

        throw Unreadable(property, "it is not known while compiling");
    }

    private static bool HoldsSymbols(ITypeSymbol? type) => Language.IsSymbol(type)
        || type is IArrayTypeSymbol { ElementType: var element } && HoldsSymbols(element)
        || type is INamedTypeSymbol { IsGenericType: true } generic && generic.TypeArguments.Any(HoldsSymbols);

    // Roles are told from names by the colon.
    private static bool IsAxis(ITypeSymbol? type) => type is INamedTypeSymbol { Name: "Axis", TypeKind: TypeKind.Struct, ContainingAssembly.Name: "ModelGen" };

    private (List<GraphValue> Items, int Index) Element(IOperation place, GraphValue owner, IOperation index)
    {
        if (owner is not ListValue list)
        {
            throw Unreadable(place, "only arrays, lists and tuples have elements here");
        }

        int number = index is IUnaryOperation { OperatorKind: UnaryOperatorKind.Hat } fromEnd ? list.Items.Count - Int(fromEnd.Operand) : Int(index);
        return number >= 0 && number < list.Items.Count ? (list.Items, number) : throw Unreadable(place, $"index {number} is outside the {list.Items.Count} elements");
    }

    private IEnumerable<GraphValue> Element(IOperation element) => element.Syntax is SpreadElementSyntax
        ? Evaluate(element.ChildOperations.First()) is ListValue list ? list.Items : throw Unreadable(element, "only arrays and lists can be spread")
        : [Evaluate(element)];

    private GraphValue Array(IArrayCreationOperation array)
    {
        if (array.Initializer is { } written)
        {
            return List(array, written.ElementValues.Select(value => value is IArrayInitializerOperation ? throw Unreadable(value, "arrays have one dimension here") : Evaluate(value)));
        }

        int count = array.DimensionSizes.Length == 1 ? Int(array.DimensionSizes[0]) : throw Unreadable(array, "arrays have one dimension here");
        SpecialType element = (array.Type as IArrayTypeSymbol)?.ElementType.SpecialType ?? SpecialType.None;
        object? empty = element == SpecialType.System_Boolean ? false : element is >= SpecialType.System_Char and <= SpecialType.System_Double ? ConstantArithmetic.Converted(0, element) : null;
        return count is >= 0 and <= MaximumSteps ? List(array, Enumerable.Repeat<GraphValue>(new ConstantValue(empty), count)) : throw Unreadable(array, "its size is out of range");
    }

    private ListValue NewList(IObjectCreationOperation created)
    {
        ListValue list = List(created, created.Arguments.Length == 1 && Evaluate(created.Arguments[0].Value) is ListValue copied ? copied.Items : []);
        foreach (IOperation item in created.Initializer is { } initializer ? initializer.Initializers.AsEnumerable() : [])
        {
            list.Items.Add(item is IInvocationOperation { Arguments.Length: 1 } add ? Evaluate(add.Arguments[0].Value) : throw Unreadable(item, "list its elements"));
        }

        return list;
    }

    /// <summary>What is gathered in lists counts, too: one that is joined with itself again and again would fill all memory.</summary>
    private ListValue List(IOperation place, IEnumerable<GraphValue> items)
    {
        var list = new ListValue([.. items]);
        Hold(place, list.Items.Count);
        return list;
    }

    private void Hold(IOperation place, int items)
    {
        _held += items;
        if (items > MaximumSteps || _held > 100 * MaximumSteps)
        {
            throw Stop(place, $"its lists hold more than {MaximumSteps} elements, or are copied too often");
        }
    }

    private GraphValue Switch(ISwitchExpressionOperation choice)
    {
        GraphValue value = Evaluate(choice.Value);
        foreach (ISwitchExpressionArmOperation arm in choice.Arms)
        {
            if (Matches(arm.Pattern, value) && (arm.Guard is null || IsTrue(arm.Guard)))
            {
                return Evaluate(arm.Value);
            }
        }

        throw Unreadable(choice, "no arm takes its value");
    }

    private bool Matches(IPatternOperation pattern, GraphValue value) => pattern switch
    {
        IDiscardPatternOperation => true,
        IConstantPatternOperation { Value.ConstantValue: { HasValue: true, Value: null } } => value is ConstantValue { Value: null },
        INegatedPatternOperation negated => !Matches(negated.Pattern, value),
        _ when value is not ConstantValue => throw Unreadable(pattern, "a value of the graph is not known while compiling; for a choice by values take Where(mask, a, b)"),
        IConstantPatternOperation constant => ConstantArithmetic.AreEqual(Constant(constant.Value), ((ConstantValue)value).Value),
        IBinaryPatternOperation { OperatorKind: BinaryOperatorKind.Or } or => Matches(or.LeftPattern, value) || Matches(or.RightPattern, value),
        IBinaryPatternOperation { OperatorKind: BinaryOperatorKind.And } and => Matches(and.LeftPattern, value) && Matches(and.RightPattern, value),
        IRelationalPatternOperation relation => Arithmetic(pattern, relation.OperatorKind, value, new ConstantValue(Constant(relation.Value))) is ConstantValue { Value: true },
        _ => throw Unreadable(pattern, "match constants"),
    };

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

    private bool IsTrue(IOperation condition) => Constant(condition) is bool value ? value : throw Unreadable(condition, "conditions must be known while compiling; for a choice by values take Where(mask, a, b)");

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
