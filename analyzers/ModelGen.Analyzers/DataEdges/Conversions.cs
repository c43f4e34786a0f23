using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using ModelGen.Analyzers.DataEdges.Collections;

namespace ModelGen.Analyzers.DataEdges;

/// <summary>What remains known of a value that becomes one of another type.</summary>
internal static class Conversions
{
    public static Value? Convert(IConversionOperation conversion, Value? value) => value switch
    {
        ListValue { Grows: false } list when Growing.Is(conversion.Type) => list with { Grows = true }, // [a, b], written out as a list
        not null when SymbolEqualityComparer.Default.Equals(conversion.Type, conversion.Operand.Type) => value,
        NumberValue number when conversion.Type is { Name: "Index" or "NIndex" } => number,
        NumberValue { Size.IsNumber: true } number when conversion.Type?.SpecialType == SpecialType.System_Double => new NumberValue(number.Size), // exact, for Math.Sqrt
        NumberValue { Size.IsNumber: true } number => IsWide(conversion.Type) && Fits(number.Size.Offset, conversion.Type!) ? number : null,
        NumberValue number => IsWide(conversion.Type) ? number : null,
        ListValue list when Api.IsTensor(conversion.Type) => new TensorValue(new Shape([list.Length]), list.Items, list.Made, list.Ids, Layout.Dense), // an array is a tensor of one axis
        null when Api.IsTensor(conversion.Type) && conversion.Operand.Type is IArrayTypeSymbol { Rank: 1 } => new TensorValue(new Shape([Size.Unknown]), default, null), // as much is its type's
        ListValue list => Api.IsSpan(conversion.Type) || conversion.Type is IArrayTypeSymbol || IsCollection(conversion.Type) ? list : null,
        TensorValue tensor => Api.IsTensor(conversion.Type) || conversion.Type is IArrayTypeSymbol ? tensor : null,
        null when conversion.Type?.TypeKind == TypeKind.Interface && conversion.Operand.Type is INamedTypeSymbol { TypeKind: TypeKind.Class } model && Training.IsModel(model) => new ModelValue(model),
        _ => value, // an object, whatever it is seen as
    };

    private static bool IsCollection(ITypeSymbol? type) =>
        type is INamedTypeSymbol { TypeKind: TypeKind.Interface or TypeKind.Class } named && (named.Name is "IEnumerable" or "IAsyncEnumerable" || named.AllInterfaces.Any(face => face.Name is "IEnumerable" or "IAsyncEnumerable"));

    private static bool IsWide(ITypeSymbol? type) => Numbers.IsSize(type) && type is not null;

    private static bool Fits(long number, ITypeSymbol type) => type.SpecialType == SpecialType.System_Int64 || number is >= int.MinValue and <= int.MaxValue;
}
