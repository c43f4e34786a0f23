using System.Collections.Generic;
using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;

namespace ModelGen.Generator.Frontend.Graphs;

/// <summary>Fields and properties.</summary>
internal sealed partial class GraphInterpreter
{
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

            return Getter(property.Property) ?? throw Unreadable(property, "make it a 'const', or a 'static readonly' array of constants that is set where it is declared");
        }

        return Property(property, Evaluate(instance));
    }

    private GraphValue Property(IPropertyReferenceOperation property, GraphValue owner)
    {
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

    /// <summary>The value of a static property that nothing can set: what its getter gives, or what it is set to where it is declared.</summary>
    private GraphValue? Getter(IPropertySymbol property)
    {
        if (property.SetMethod is not null || property.GetMethod is not { } getter)
        {
            return null;
        }

        PropertyDeclarationSyntax? written = property.DeclaringSyntaxReferences.FirstOrDefault()?.GetSyntax(cancellation) as PropertyDeclarationSyntax;
        return written?.Initializer is { } initializer ? Once(property, initializer.Value)
            : Body(getter) is { } body ? Run(new FunctionValue(getter, body, null), [])
            : null;
    }

    private static bool HoldsSymbols(ITypeSymbol? type) => Language.IsSymbol(type)
        || type is IArrayTypeSymbol { ElementType: var element } && HoldsSymbols(element)
        || type is INamedTypeSymbol { IsGenericType: true } generic && generic.TypeArguments.Any(HoldsSymbols);

    // Roles are told from names by the colon.
    private static bool IsAxis(ITypeSymbol? type) => type is INamedTypeSymbol { Name: "Axis", TypeKind: TypeKind.Struct, ContainingAssembly.Name: "ModelGen" };
}
