using System.Collections.Generic;
using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;

namespace ModelGen.Generator.Frontend.Graphs;

/// <summary>Arrays, lists and their elements.</summary>
internal sealed partial class GraphInterpreter
{
    private (List<GraphValue> Items, int Index) Element(IOperation place, GraphValue owner, IOperation index)
    {
        if (owner is not ListValue list)
        {
            throw Unreadable(place, "only arrays, lists and tuples have elements here");
        }

        int number = index is IUnaryOperation { OperatorKind: UnaryOperatorKind.Hat } fromEnd ? list.Items.Count - Int(fromEnd.Operand) : Int(index);
        return number >= 0 && number < list.Items.Count ? (list.Items, number) : throw Unreadable(place, $"index {number} is outside the {list.Items.Count} elements");
    }

    private ListValue Slice(IOperation place, GraphValue owner, IRangeOperation range)
    {
        List<GraphValue> items = owner is ListValue list ? list.Items : throw Unreadable(place, "only arrays have parts here");
        int start = End(range.LeftOperand, 0), end = End(range.RightOperand, items.Count);
        return start >= 0 && start <= end && end <= items.Count ? List(place, items.GetRange(start, end - start)) : throw Unreadable(place, $"{start}..{end} is outside the {items.Count} elements");

        int End(IOperation? written, int otherwise) => (written is IConversionOperation { IsImplicit: true } index ? index.Operand : written) switch
        {
            null => otherwise,
            IUnaryOperation { OperatorKind: UnaryOperatorKind.Hat } fromEnd => items.Count - Int(fromEnd.Operand),
            var number => Int(number),
        };
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

    private ConstantValue Change(IInvocationOperation call, IOperation owner)
    {
        List<GraphValue> items = Own(call, Evaluate(owner)) is ListValue list ? list.Items : throw Unreadable(call, "only lists that are made here can grow");
        List<GraphValue> given = [.. Arguments(call)];
        switch (call.TargetMethod.Name)
        {
            case "Add":
                items.Add(given[0]);
                break;
            case "RemoveAt":
                items.RemoveAt(given[0] is ConstantValue { Value: int last } && last >= 0 && last < items.Count ? last : throw Unreadable(call, "its index is out of range"));
                break;
            case "Reverse" when given.Count == 0:
                items.Reverse();
                break;
            case "Clear":
                items.Clear();
                break;
            case "AddRange":
                items.AddRange(List(call, Flat(given)).Items);
                Hold(call, items.Count);
                break;
            case "Insert":
                items.Insert(given[0] is ConstantValue { Value: int place } && place >= 0 && place <= items.Count ? place : throw Unreadable(call, "its index is out of range"), given[1]);
                break;
            default:
                throw Unreadable(call, "lists are filled by Add, AddRange and Insert");
        }

        return new(null);
    }
}
