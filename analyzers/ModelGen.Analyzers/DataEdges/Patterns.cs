using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using ModelGen.Analyzers.DataEdges.Summaries;
using ModelGen.Analyzers.DataEdges.Values;

namespace ModelGen.Analyzers.DataEdges;

/// <summary>Patterns over values of which something is known: whether they match, and what the names in them stand for.</summary>
internal sealed class Patterns(Evaluator evaluator)
{
    /// <summary><c>x.Rank is 2 or 3</c>, <c>set is "train"</c>, <c>(a, b) is (true, _)</c>; null where it may go either way.</summary>
    public bool? Matches(IPatternOperation pattern, Value? value)
    {
        switch (pattern)
        {
            case INegatedPatternOperation negated:
                return !Matches(negated.Pattern, value);
            case IBinaryPatternOperation pair:
                bool? left = Matches(pair.LeftPattern, value), right = Matches(pair.RightPattern, value);
                return pair.OperatorKind == BinaryOperatorKind.Or ? left | right : left & right;
            case IDiscardPatternOperation or IDeclarationPatternOperation { MatchesNull: true }:
                return true;
            case IConstantPatternOperation constant when constant.Value.ConstantValue is { HasValue: true, Value: { } wanted }:
                return Same(Numbers.Constant(wanted), value);
            case IRelationalPatternOperation relation when relation.Value.ConstantValue is { HasValue: true, Value: { } number } && Numbers.Constant(number) is NumberValue { Size: var other } && value is NumberValue { Size: var size }:
                return Conditions.Compare(relation.OperatorKind, size, other);
            case IDeclarationPatternOperation or ITypePatternOperation:
                return IsOther(pattern, value) ? false : null;
            case IRecursivePatternOperation shape:
                return IsOther(pattern, value) ? false : Matches(shape, value);
            default:
                return null;
        }
    }

    /// <summary>Gives the names that a pattern declares what they stand for where it matches.</summary>
    public void Bind(IPatternOperation pattern, Value? value)
    {
        switch (pattern)
        {
            case INegatedPatternOperation negated:
                Bind(negated.Pattern, value);
                break;
            case IBinaryPatternOperation pair:
                Bind(pair.LeftPattern, value);
                Bind(pair.RightPattern, value);
                break;
            case IDeclarationPatternOperation { DeclaredSymbol: { } symbol }:
                evaluator.Declare(symbol, As(pattern, value));
                break;
            case IRecursivePatternOperation shape:
                if (shape.DeclaredSymbol is { } whole)
                {
                    evaluator.Declare(whole, As(pattern, value));
                }

                foreach ((IPatternOperation part, Value? inner) in Parts(shape, value))
                {
                    Bind(part, inner);
                }

                break;
            default:
                foreach (ISymbol name in pattern.DescendantsAndSelf().Select(Named).OfType<ISymbol>())
                {
                    evaluator.Declare(name, null);
                }

                break;
        }
    }

    private static ISymbol? Named(IOperation pattern) => pattern switch
    {
        IDeclarationPatternOperation declared => declared.DeclaredSymbol,
        IRecursivePatternOperation shape => shape.DeclaredSymbol,
        IListPatternOperation list => list.DeclaredSymbol,
        _ => null,
    };

    private bool? Matches(IRecursivePatternOperation shape, Value? value)
    {
        bool? all = value is TupleValue ? true : null; // an object may be null
        foreach ((IPatternOperation part, Value? inner) in Parts(shape, value))
        {
            all &= Matches(part, inner);
        }

        return all;
    }

    private (IPatternOperation Pattern, Value? Value)[] Parts(IRecursivePatternOperation shape, Value? value)
    {
        TupleValue? places = shape.DeconstructionSubpatterns.IsEmpty ? null : Objects.Parts(shape.DeconstructionSubpatterns.Length, value, evaluator) as TupleValue;
        return
        [
            .. shape.DeconstructionSubpatterns.Select((part, i) => (part, places?[i])),
            .. shape.PropertySubpatterns.Select(part => (part.Pattern, part.Member is IMemberReferenceOperation member ? Objects.Part(member, value, evaluator) : null)),
        ];
    }

    private static bool? Same(Value? wanted, Value? value) => (wanted, value) switch
    {
        (NumberValue a, NumberValue b) => Conditions.Compare(BinaryOperatorKind.Equals, b.Size, a.Size),
        (TextValue a, TextValue b) => a.Text == b.Text,
        (TruthValue a, TruthValue b) => a.IsTrue == b.IsTrue,
        _ => null,
    };

    /// <summary>What is known of a value as the type that a pattern asks for.</summary>
    private static Value? As(IPatternOperation pattern, Value? value) =>
        value is ObjectValue || SymbolEqualityComparer.Default.Equals(Underlying(pattern.InputType), pattern.NarrowedType) || (value is TensorValue && Api.IsTensor(pattern.NarrowedType))
        || (value is ListValue && pattern.NarrowedType is IArrayTypeSymbol && pattern.InputType is INamedTypeSymbol { TypeKind: TypeKind.Interface })
            ? IsOther(pattern, value) ? null : value : null;

    private static ITypeSymbol Underlying(ITypeSymbol type) => type is INamedTypeSymbol { OriginalDefinition.SpecialType: SpecialType.System_Nullable_T } nullable ? nullable.TypeArguments[0] : type;

    /// <summary>Whether an object that was made here is of another type for certain.</summary>
    private static bool IsOther(IPatternOperation pattern, Value? value)
    {
        if (value is not ObjectValue { Type: INamedTypeSymbol type } || pattern.NarrowedType is not INamedTypeSymbol { TypeKind: TypeKind.Class or TypeKind.Struct } asked || asked.IsTupleType)
        {
            return false;
        }

        for (INamedTypeSymbol? at = type; at is not null; at = at.BaseType)
        {
            if (SameSymbol.Comparer.Equals(at.OriginalDefinition, asked.OriginalDefinition))
            {
                return false;
            }
        }

        return asked.SpecialType != SpecialType.System_Object;
    }
}
