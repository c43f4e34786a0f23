using System.Collections.Generic;
using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;
using ModelGen.Analyzers.DataEdges.Collections;
using ModelGen.Analyzers.DataEdges.Summaries;
using ModelGen.Analyzers.DataEdges.Values;
using ModelGen.Compiler.Errors;
using ModelGen.Compiler.Spec;

namespace ModelGen.Analyzers.DataEdges;

/// <summary>Arrays, spans over them, and collection expressions.</summary>
internal static class Lists
{
    /// <summary>Beyond so many, elements are data; only their number counts.</summary>
    private const int MostItems = 1024;

    /// <summary>
    /// <c>[32, 784]</c>. Its operation has a type of its own only in compilers later than the oldest one that this analyzer serves, so it is known by its syntax; the
    /// one that stands for the arguments of a <c>params</c> span has none.
    /// </summary>
    public static bool IsCollection(IOperation operation) =>
        operation is not IConversionOperation
        && (operation.Syntax is CollectionExpressionSyntax
            || (operation.IsImplicit && operation.Parent is IArgumentOperation { Parameter.IsParams: true } && Api.IsSpan(operation.Type)));

    public static Value? Collection(IOperation operation, Evaluator evaluator) =>
        Written(operation, evaluator) is { } list ? list with { Grows = Growing.Is(operation.Type) } : null;

    private static ListValue? Written(IOperation operation, Evaluator evaluator)
    {
        IOperation[] children = [.. operation.ChildOperations];
        Value?[] values = [.. children.Select(child => evaluator.Evaluate(child.Syntax is SpreadElementSyntax ? child.ChildOperations.FirstOrDefault() : child))];
        if (operation.Syntax is not CollectionExpressionSyntax collection)
        {
            return Listed(children, values, operation.Syntax);
        }

        if (collection.Elements.Any(element => element is not ExpressionElementSyntax))
        {
            return Spread(children, values, collection);
        }

        Dictionary<SyntaxNode, Value?> bySyntax = [];
        for (int i = 0; i < children.Length; i++)
        {
            bySyntax[children[i].Syntax] = values[i];
        }

        SyntaxNode[] places = [.. collection.Elements.Select(element => ((ExpressionElementSyntax)element).Expression)];
        return Listed(places, place => bySyntax.TryGetValue(place, out Value? value) ? value : null, collection);
    }

    /// <summary><c>[.. a, .. b, 1]</c>: as long as all of them.</summary>
    private static ListValue? Spread(IOperation[] children, Value?[] values, CollectionExpressionSyntax collection)
    {
        if (children.Length != collection.Elements.Count)
        {
            return null;
        }

        Size length = Size.Of(0);
        Value? element = NothingValue.Instance;
        List<Item>? items = [];
        for (int i = 0; i < children.Length; i++)
        {
            bool isSpread = children[i].Syntax is SpreadElementSyntax;
            length += !isSpread ? Size.Of(1) : values[i] is ListValue part ? part.Length : Size.Unknown;
            items = !isSpread ? With(items, [new Item(values[i] is NumberValue number ? number.Size : Size.Unknown, children[i].Syntax)])
                : values[i] is ListValue { Length.IsNumber: true } known && known.Length.Offset == known.Items.Count ? With(items, known.Items) : null;
            Value? one = !isSpread ? values[i] : (values[i] as ListValue)?.Element;
            element = element is null || one is null or NumberValue { Bounds: null } ? null : Value.Join(element, one);
        }

        return new ListValue(length, items is null ? default : new([.. items]), IsWrittenOut: false, collection, element);
    }

    private static List<Item>? With(List<Item>? items, IReadOnlyCollection<Item> more)
    {
        if (items is null || items.Count + more.Count > MostItems)
        {
            return null;
        }

        items.AddRange(more);
        return items;
    }

    public static Value? Created(IArrayCreationOperation array, Evaluator evaluator)
    {
        Value?[] sizes = [.. array.DimensionSizes.Select(evaluator.Evaluate)];
        Value?[] elements = array.Initializer is { } initializer ? [.. initializer.ElementValues.Select(evaluator.Evaluate)] : [];
        if (sizes.Length != 1)
        {
            // Only its lengths count.
            return new TensorValue(new Shape(sizes.Select(size => size is NumberValue number ? number.Size : Size.Unknown)), default, array.Syntax);
        }

        return array.Initializer is null
            ? new ListValue(sizes[0] is NumberValue number ? number.Size : Size.Unknown, default, IsWrittenOut: false, array.Syntax, Slots((array.Type as IArrayTypeSymbol)?.ElementType))
            : Listed([.. array.Initializer.ElementValues], elements, array.Syntax);
    }

    /// <summary>An element of an array: the number that is written there, or what all of them are.</summary>
    public static Value? Element(IArrayElementReferenceOperation element, Evaluator evaluator)
    {
        Value? array = evaluator.Evaluate(element.ArrayReference);
        Value?[] places = [.. element.Indices.Select(evaluator.Evaluate)];
        if (array is ListValue whole && places.Length == 1 && places[0] is RangeValue && Strides.Judge(element.Indices[0], whole.Length, element.Syntax, ErrorId.CountMismatch, evaluator, evaluator.Report))
        {
            return null;
        }

        return places.Length != 1 ? null : array is ListValue list ? Taken(list, places[0], element.Syntax) : array is null ? Cut(places[0], element.Syntax) : null;
    }

    /// <summary><c>span[..8]</c>, <c>list[^1]</c>.</summary>
    public static Value? Part(IImplicitIndexerReferenceOperation part, Evaluator evaluator)
    {
        Value? whole = evaluator.Evaluate(part.Instance), place = evaluator.Evaluate(part.Argument);
        return whole is ListValue list ? Taken(list, place, part.Syntax) : whole is null && Api.IsSpan(part.Instance.Type) ? Cut(place, part.Syntax) : null;
    }

    /// <summary>Of an array of which nothing is known, <c>row[..4]</c> has 4 all the same, or throws.</summary>
    private static ListValue? Cut(Value? place, SyntaxNode syntax) =>
        place is RangeValue range && range.Length(Size.Unknown) is { IsNumber: true, Offset: >= 0 } length ? new ListValue(length, default, IsWrittenOut: false, syntax) : null;

    private static Value? Taken(ListValue list, Value? place, SyntaxNode syntax) => place switch
    {
        RangeValue range => new ListValue(range.Length(list.Length), default, IsWrittenOut: false, syntax, list.Element),
        EndValue => At(list, new NumberValue(RangeValue.Place(place, list.Length))),
        _ => At(list, place),
    };

    /// <summary><c>stackalloc float[4]</c>, for which the language has no operation of its own.</summary>
    public static bool IsOnStack(IOperation operation) => operation is not IConversionOperation && operation.Syntax is StackAllocArrayCreationExpressionSyntax or ImplicitStackAllocArrayCreationExpressionSyntax;

    public static Value? OnStack(IOperation operation, Evaluator evaluator)
    {
        IOperation[] children = [.. operation.ChildOperations];
        Value?[] values = [.. children.Select(evaluator.Evaluate)];
        InitializerExpressionSyntax? written = operation.Syntax is StackAllocArrayCreationExpressionSyntax sized ? sized.Initializer : ((ImplicitStackAllocArrayCreationExpressionSyntax)operation.Syntax).Initializer;
        return written is not null ? (values.Length == written.Expressions.Count + 1 ? Listed([.. children.Skip(1)], [.. values.Skip(1)], operation.Syntax) : null)
            : new ListValue(values.Length == 1 && values[0] is NumberValue number ? number.Size : Size.Unknown, default, IsWrittenOut: false, operation.Syntax);
    }

    /// <summary>What a new array holds before anything is put there: nothing that anybody means to use, if it is no number.</summary>
    private static Value? Slots(ITypeSymbol? type) =>
        type is null || type.SpecialType is >= SpecialType.System_Boolean and <= SpecialType.System_Double && !Numbers.IsSize(type) ? null : NothingValue.Instance;

    private static Value? At(ListValue list, Value? place) =>
        place is not NumberValue { Size: { IsNumber: true, Offset: >= 0 } index } ? list.One
        : index.Offset < list.Items.Count && list.Items[(int)index.Offset].Value is { IsKnown: true } number ? new NumberValue(number)
        : index.Offset < list.Each.Count ? list.Each[(int)index.Offset].Value
        : list.One;

    public static Value? Property(IPropertyReferenceOperation property, Value? instance, Value?[] arguments, Frame frame)
    {
        if (property.Property.IsIndexer && instance is ListValue elements)
        {
            return Growing.IsDictionary(property.Property.ContainingType) ? elements.Under(arguments.Length == 1 ? arguments[0] : null) : At(elements, arguments.Length == 1 ? arguments[0] : null);
        }

        switch (instance, property.Property.Name)
        {
            case (TensorValue tensor, "Lengths"):
                return new ListValue(Size.Of(tensor.Shape.Rank), new([.. tensor.Shape.Axes.Select(axis => new Item(axis, property.Syntax))]), IsWrittenOut: false, property.Syntax);
            case (ListValue list, "Current"):
                return Turns.IsWhole(property.Syntax) ? list.Every : list.One;
            case (BatchValue batch, var name):
                return Batches.Property(batch, name, property.Syntax);
            case (ListValue list, "Span") when Api.IsSpan(property.Property.ContainingType):
                return list;
            case (_, "All") when property.Instance is null && property.Property.ContainingType.Name is "Range" or "NRange":
                return RangeValue.All;
            case (ListValue list, "Values"):
                return list;
        }

        Size size = (instance, property.Property.Name) switch
        {
            (null or TextValue, "Length") when property.Instance?.ConstantValue is { HasValue: true, Value: string text } => Size.Of(text.Length),
            (ListValue list, "Length" or "Count") => list.Length,
            (TensorValue tensor, "FlattenedLength" or "Length") => tensor.Shape.Count,
            (TensorValue tensor, "Rank") => Size.Of(tensor.Shape.Rank),
            _ => Size.Unknown,
        };
        if (size.IsKnown || size.Turns is not null)
        {
            return new NumberValue(size);
        }

        // The length of an array in a local that never changes is a size with a name.
        bool isLength = property.Property.Name == "Length" && (property.Instance?.Type is IArrayTypeSymbol { Rank: 1 } || Api.IsSpan(property.Instance?.Type));
        bool isCount = property.Property.Name == "Count" && property.Instance?.Type is INamedTypeSymbol { TypeKind: TypeKind.Class or TypeKind.Interface };
        return (isLength || isCount) && Locals.Of(property.Instance) is { } local && (isLength ? frame.Locals.IsFixed(local) : frame.Locals.KeepsCount(local, frame.Summary.Bodies))
            ? new NumberValue(Size.Named(local.Name + "." + property.Property.Name + Numbers.Named(local).Name!.Substring(local.Name.Length)))
            : Training.Property(property, instance);
    }

    private static ListValue Listed(IReadOnlyList<IOperation> operations, Value?[] values, SyntaxNode made) =>
        new(Size.Of(values.Length), Items(operations.Select(operation => operation.Syntax), values), IsWrittenOut: true, made, One(values), Each(values));

    private static ListValue Listed(SyntaxNode[] places, System.Func<SyntaxNode, Value?> value, SyntaxNode made) =>
        new(Size.Of(places.Length), Items(places, [.. places.Select(value)]), IsWrittenOut: true, made, One([.. places.Select(value)]), Each([.. places.Select(value)]));

    /// <summary>What all elements are, if they are no numbers.</summary>
    private static Value? One(Value?[] values) =>
        values.Length == 0 ? NothingValue.Instance : values[0] is null or NumberValue ? null : values.Aggregate((Value?)NothingValue.Instance, (all, value) => all is null ? null : Value.Join(all, value));

    private static EquatableArray<Slot> Each(Value?[] values) =>
        values.Length > MostItems || values.All(value => value is null or NumberValue) ? default : new([.. values.Select(value => new Slot(value?.Held()))]);

    private static EquatableArray<Item> Items(IEnumerable<SyntaxNode> places, Value?[] values) =>
        values.Length > MostItems ? default : new([.. places.Zip(values, (place, value) => new Item(value is NumberValue number ? number.Size : Size.Unknown, place))]);
}
