using System.Collections.Generic;
using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;
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

    public static Value? Collection(IOperation operation, Evaluator evaluator)
    {
        IOperation[] children = [.. operation.ChildOperations];
        Value?[] values = [.. children.Select(evaluator.Evaluate)];
        if (operation.Syntax is not CollectionExpressionSyntax collection)
        {
            return Listed(children, values, operation.Syntax);
        }

        if (collection.Elements.Any(element => element is not ExpressionElementSyntax))
        {
            return null; // a spread
        }

        Dictionary<SyntaxNode, Value?> bySyntax = [];
        for (int i = 0; i < children.Length; i++)
        {
            bySyntax[children[i].Syntax] = values[i];
        }

        SyntaxNode[] places = [.. collection.Elements.Select(element => ((ExpressionElementSyntax)element).Expression)];
        return Listed(places, place => bySyntax.TryGetValue(place, out Value? value) ? value : null, collection);
    }

    public static Value? Created(IArrayCreationOperation array, Evaluator evaluator)
    {
        Value?[] sizes = [.. array.DimensionSizes.Select(evaluator.Evaluate)];
        Value?[] elements = array.Initializer is { } initializer ? [.. initializer.ElementValues.Select(evaluator.Evaluate)] : [];
        if (sizes.Length != 1)
        {
            return null;
        }

        return array.Initializer is null
            ? new ListValue(sizes[0] is NumberValue number ? number.Size : Size.Unknown, default, IsWrittenOut: false, array.Syntax)
            : Listed([.. array.Initializer.ElementValues], elements, array.Syntax);
    }

    public static Value? Property(IPropertyReferenceOperation property, Value? instance, Locals locals)
    {
        Size size = (instance, property.Property.Name) switch
        {
            (ListValue list, "Length") => list.Length,
            (TensorValue tensor, "FlattenedLength") => tensor.Shape.Count,
            (TensorValue tensor, "Rank") => Size.Of(tensor.Shape.Rank),
            _ => Size.Unknown,
        };
        if (size.IsKnown)
        {
            return new NumberValue(size);
        }

        // The length of an array in a local that never changes is a size with a name.
        bool isLength = property.Property.Name == "Length" && (property.Instance?.Type is IArrayTypeSymbol { Rank: 1 } || Api.IsSpan(property.Instance?.Type));
        return isLength && Locals.Of(property.Instance) is { } local && locals.IsFixed(local)
            ? new NumberValue(Size.Named(local.Name + ".Length" + Numbers.Named(local).Name!.Substring(local.Name.Length)))
            : Training.Property(property, instance);
    }

    private static ListValue Listed(IReadOnlyList<IOperation> operations, Value?[] values, SyntaxNode made) =>
        new(Size.Of(values.Length), Items(operations.Select(operation => operation.Syntax), values), IsWrittenOut: true, made);

    private static ListValue Listed(SyntaxNode[] places, System.Func<SyntaxNode, Value?> value, SyntaxNode made) =>
        new(Size.Of(places.Length), Items(places, [.. places.Select(value)]), IsWrittenOut: true, made);

    private static EquatableArray<Item> Items(IEnumerable<SyntaxNode> places, Value?[] values) =>
        values.Length > MostItems ? default : new([.. places.Zip(values, (place, value) => new Item(value is NumberValue number ? number.Size : Size.Unknown, place))]);
}
