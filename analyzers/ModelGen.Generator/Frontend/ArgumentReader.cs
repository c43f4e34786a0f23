using System.Collections.Generic;
using System.Collections.Immutable;
using System.Globalization;
using System.Linq;
using System.Threading;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using ModelGen.Compiler.Spec;

namespace ModelGen.Generator.Frontend;

/// <summary>
/// The arguments that the user wrote. Half-typed code is the normal case in an editor: what is missing, of the wrong type or no constant is
/// left out, and C# itself says so.
/// </summary>
internal static class ArgumentReader
{
    public static EquatableArray<ArgumentSpec> Read(AttributeData attribute, CancellationToken cancellation)
    {
        List<ArgumentSpec> arguments = [];
        ReadConstructor(attribute, arguments, cancellation);
        foreach (KeyValuePair<string, TypedConstant> named in attribute.NamedArguments)
        {
            ITypeSymbol? type = attribute.AttributeClass?.GetMembers(named.Key).OfType<IPropertySymbol>().FirstOrDefault()?.Type;
            Add(arguments, named.Key, type, named.Value);
        }

        return new([.. arguments]);
    }

    /// <summary>The members of a flags value, in the order of their declaration, zero left out.</summary>
    public static EquatableArray<string> ReadFlags(TypedConstant constant)
    {
        if (constant is not { Kind: TypedConstantKind.Enum, Value: int flags, Type: { } type })
        {
            return default;
        }

        return new([.. Members(type).Where(member => member.Value != 0 && (flags & member.Value) == member.Value).Select(member => member.Name)]);
    }

    private static void ReadConstructor(AttributeData attribute, List<ArgumentSpec> arguments, CancellationToken cancellation)
    {
        if (attribute.AttributeConstructor is not { } constructor)
        {
            return; // no overload fits: an error of C#
        }

        AttributeArgumentListSyntax? written = (attribute.ApplicationSyntaxReference?.GetSyntax(cancellation) as AttributeSyntax)?.ArgumentList;
        bool isSource = attribute.ApplicationSyntaxReference is not null;
        for (int i = 0; i < constructor.Parameters.Length && i < attribute.ConstructorArguments.Length; i++)
        {
            IParameterSymbol parameter = constructor.Parameters[i];
            if (!isSource || parameter.IsParams || Written.Find(written, parameter).Any())
            {
                Add(arguments, parameter.Name, parameter.Type, attribute.ConstructorArguments[i]);
            }
        }
    }

    private static void Add(List<ArgumentSpec> arguments, string name, ITypeSymbol? type, TypedConstant constant)
    {
        if (type is not null && constant.Kind != TypedConstantKind.Error && Convert(name, type, constant) is { } argument)
        {
            arguments.Add(argument);
        }
    }

    private static ArgumentSpec? Convert(string name, ITypeSymbol type, TypedConstant constant) =>
        constant.Kind == TypedConstantKind.Array
            ? type switch
            {
                IArrayTypeSymbol { ElementType.SpecialType: SpecialType.System_Int32 } => Sizes(name, constant),
                IArrayTypeSymbol { ElementType.SpecialType: SpecialType.System_Double } => Reals(name, constant),
                IArrayTypeSymbol { ElementType.SpecialType: SpecialType.System_String } => Texts(name, constant),
                _ => null,
            }
            : (type.SpecialType, constant.Value) switch
            {
                (SpecialType.System_Int32, int value) => ArgumentSpec.Of(name, (long)value),
                (SpecialType.System_Boolean, bool value) => ArgumentSpec.Of(name, value),
                (SpecialType.System_Double, double value) => ArgumentSpec.Of(name, value),
                (SpecialType.System_String, string value) => ArgumentSpec.Of(name, value),
                (_, int value) when type.TypeKind == TypeKind.Enum => ArgumentSpec.Of(name, Member(type, value)),
                _ => null,
            };

    /// <summary>An argument of a call in a graph method.</summary>
    /// <param name="value">A constant, or an array of them.</param>
    /// <returns>Null for what no argument of the language is.</returns>
    public static ArgumentSpec? Of(string name, ITypeSymbol type, object? value)
    {
        if (type is INamedTypeSymbol { OriginalDefinition.SpecialType: SpecialType.System_Nullable_T } optional)
        {
            return value is null ? null : Of(name, optional.TypeArguments[0], value);
        }

        return (type, value) switch
        {
            (IArrayTypeSymbol { ElementType.SpecialType: SpecialType.System_Int32 }, object?[] items) when items.All(item => item is int) => ArgumentSpec.Of(name, [.. items.Select(item => (long)(int)item!)]),
            (IArrayTypeSymbol { ElementType.SpecialType: SpecialType.System_Double or SpecialType.System_Single }, object?[] items) when items.All(item => item is int or double or float) =>
                ArgumentSpec.Of(name, [.. items.Select(item => System.Convert.ToDouble(item, CultureInfo.InvariantCulture))]),
            (IArrayTypeSymbol { ElementType.SpecialType: SpecialType.System_String }, object?[] items) when items.All(item => item is string) => ArgumentSpec.Of(name, string.Join("\n", items)),
            ({ TypeKind: TypeKind.Enum }, int number) => ArgumentSpec.Of(name, Member(type, number)),
            ({ SpecialType: SpecialType.System_Int32 or SpecialType.System_Int64 }, int number) => ArgumentSpec.Of(name, (long)number),
            ({ SpecialType: SpecialType.System_Boolean }, bool truth) => ArgumentSpec.Of(name, truth),
            ({ SpecialType: SpecialType.System_Double or SpecialType.System_Single }, int or double or float) => ArgumentSpec.Of(name, System.Convert.ToDouble(value, CultureInfo.InvariantCulture)),
            ({ Name: "Axis", TypeKind: TypeKind.Struct } or { SpecialType: SpecialType.System_String }, string text) => ArgumentSpec.Of(name, text),
            _ => null,
        };
    }

    private static ArgumentSpec? Sizes(string name, TypedConstant constant)
    {
        // A null array is legal C#; to the compiler it is as wrong as an empty one.
        ImmutableArray<TypedConstant> items = constant.IsNull || constant.Values.IsDefault ? ImmutableArray<TypedConstant>.Empty : constant.Values;
        return items.All(item => item is { Kind: TypedConstantKind.Primitive, Value: int })
            ? ArgumentSpec.Of(name, [.. items.Select(item => (long)(int)item.Value!)])
            : null;
    }

    private static ArgumentSpec? Reals(string name, TypedConstant constant)
    {
        ImmutableArray<TypedConstant> items = constant.IsNull || constant.Values.IsDefault ? ImmutableArray<TypedConstant>.Empty : constant.Values;
        return items.All(item => item is { Kind: TypedConstantKind.Primitive, Value: double }) ? ArgumentSpec.Of(name, [.. items.Select(item => (double)item.Value!)]) : null;
    }

    private static ArgumentSpec? Texts(string name, TypedConstant constant) => constant.IsNull || constant.Values.IsDefault
        ? ArgumentSpec.Of(name, "")
        : ArgumentSpec.Of(name, string.Join("\n", constant.Values.Select(item => item.Value as string ?? "")));

    private static string Member(ITypeSymbol type, int value) =>
        Members(type).Where(member => member.Value == value).Select(member => member.Name).FirstOrDefault()
        ?? value.ToString(CultureInfo.InvariantCulture);

    private static IEnumerable<(string Name, int Value)> Members(ITypeSymbol type) =>
        type.GetMembers().OfType<IFieldSymbol>().Where(field => field.ConstantValue is int).Select(field => (field.Name, (int)field.ConstantValue!));
}
