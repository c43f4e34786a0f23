using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace ModelGen.Generator.Frontend.Graphs;

/// <summary>Patterns, and choices by them.</summary>
internal sealed partial class GraphInterpreter
{
    private GraphValue Switch(ISwitchExpressionOperation choice, string? name)
    {
        GraphValue value = Evaluate(choice.Value);
        foreach (ISwitchExpressionArmOperation arm in choice.Arms)
        {
            if (Matches(arm.Pattern, value) && (arm.Guard is null || IsTrue(arm.Guard)))
            {
                return Evaluate(arm.Value, name);
            }
        }

        throw Unreadable(choice, "no arm takes its value");
    }

    private bool Matches(IPatternOperation pattern, GraphValue value) => pattern switch
    {
        IDiscardPatternOperation => true,
        IConstantPatternOperation { Value.ConstantValue: { HasValue: true, Value: null } } => value is ConstantValue { Value: null },
        INegatedPatternOperation negated => !Matches(negated.Pattern, value),
        IDeclarationPatternOperation declaration => (declaration.MatchesNull || IsOf(declaration, value)) && Named(declaration.DeclaredSymbol, value),
        ITypePatternOperation type => IsOf(type, value),
        IRecursivePatternOperation parts => IsOf(parts, value) && Parts(parts, value) && Named(parts.DeclaredSymbol, value),
        _ when value is not ConstantValue => throw Unreadable(pattern, "a value of the graph is not known while compiling; for a choice by values take Where(mask, a, b)"),
        IConstantPatternOperation constant => ConstantArithmetic.AreEqual(Constant(constant.Value), ((ConstantValue)value).Value),
        IBinaryPatternOperation { OperatorKind: BinaryOperatorKind.Or } or => Matches(or.LeftPattern, value) || Matches(or.RightPattern, value),
        IBinaryPatternOperation { OperatorKind: BinaryOperatorKind.And } and => Matches(and.LeftPattern, value) && Matches(and.RightPattern, value),
        IRelationalPatternOperation relation => Arithmetic(pattern, relation.OperatorKind, value, new ConstantValue(Constant(relation.Value))) is ConstantValue { Value: true },
        _ => throw Unreadable(pattern, "match constants"),
    };

    /// <summary>What a pattern calls its value.</summary>
    private bool Named(ISymbol? variable, GraphValue value)
    {
        if (variable is not null)
        {
            _variables.Declare(variable, value);
        }

        return true;
    }

    // Null is of no type, and any other value is of the type that C# has for it, but for what is held as an object.
    private bool IsOf(IPatternOperation pattern, GraphValue value) => value is not ConstantValue { Value: null }
        && (pattern.InputType.SpecialType != SpecialType.System_Object ? true : throw Unreadable(pattern, "the type of an 'object' is not known while compiling"));

    private bool Parts(IRecursivePatternOperation pattern, GraphValue value)
    {
        foreach (IPropertySubpatternOperation property in pattern.PropertySubpatterns)
        {
            GraphValue part = property.Member switch
            {
                IPropertyReferenceOperation read => Property(read, value),
                _ => throw Unreadable(property, "it is not known while compiling"),
            };
            if (!Matches(property.Pattern, part))
            {
                return false;
            }
        }

        return pattern.DeconstructionSubpatterns.Length == 0
            || (value is ListValue list && list.Items.Count == pattern.DeconstructionSubpatterns.Length ? pattern.DeconstructionSubpatterns.Zip(list.Items, Matches).All(matches => matches) : throw Unreadable(pattern, "match a tuple"));
    }
}
