using System;
using System.Globalization;
using System.Linq;
using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using ModelGen.Analyzers.DataEdges.Values;

namespace ModelGen.Analyzers.DataEdges;

/// <summary>Integers.</summary>
internal static class Numbers
{
    public static bool IsSize(ITypeSymbol? type) => type?.SpecialType is SpecialType.System_Int32 or SpecialType.System_Int64 or SpecialType.System_IntPtr;

    public static bool IsSize(ISymbol local) => IsSize(local is ILocalSymbol variable ? variable.Type : (local as IParameterSymbol)?.Type);

    /// <summary>The name of a local that never changes; two locals of one name are told apart by where they stand.</summary>
    public static Size Named(ISymbol local) =>
        Size.Named(local.Name + "#" + (local.Locations.FirstOrDefault()?.SourceSpan.Start ?? 0).ToString(CultureInfo.InvariantCulture));

    /// <summary>The name of a member that never changes: of the one object that the code is about, or of the type.</summary>
    public static Size NamedField(ISymbol member) =>
        Size.Named(member.Name + "#f" + (member.Locations.FirstOrDefault()?.SourceSpan.Start ?? 0).ToString(CultureInfo.InvariantCulture));

    public static bool IsField(string name) => name.Contains("#f");

    /// <summary>Whether all that a name is made of stands outside of a lambda.</summary>
    public static bool IsOutside(string name, SyntaxNode? lambda)
    {
        MatchCollection places = Regex.Matches(name, "[#@]f?(?<place>[0-9]+)");
        return lambda is not null && places.Count > 0
            && places.Cast<Match>().All(match => int.TryParse(match.Groups["place"].Value, out int place) && (place < lambda.SpanStart || place >= lambda.Span.End));
    }

    public static Value? Constant(object constant) => constant switch
    {
        int number => new NumberValue(Size.Of(number)),
        long number => new NumberValue(Size.Of(number)),
        bool truth => new TruthValue(truth),
        string text => new TextValue(text),
        byte or sbyte or short or ushort or uint => new NumberValue(Size.Of(Convert.ToInt64(constant, CultureInfo.InvariantCulture))),
        _ => null,
    };

    /// <summary>Functions of integers, and how many names an enumeration has.</summary>
    public static Value? Evaluate(Call call)
    {
        INamedTypeSymbol type = call.Method!.ContainingType;
        if (type.ContainingNamespace is not { Name: "System", ContainingNamespace.IsGlobalNamespace: true })
        {
            return null;
        }

        switch (type.Name, call.Method.Name)
        {
            case ("Math", "Min" or "Max") when IsSize(call.Method.ReturnType) && Known(call, 0) is { } a && Known(call, 1) is { } b:
                return new NumberValue(Size.Of(call.Method.Name == "Min" ? Math.Min(a, b) : Math.Max(a, b)));
            case ("Math", "Sqrt") when Known(call, 0) is >= 0 and < int.MaxValue and var square:
                return Root(square);
            case ("Enum", "GetValues" or "GetNames") when call.Method.TypeArguments.Length == 1 && call.Method.TypeArguments[0] is INamedTypeSymbol { TypeKind: TypeKind.Enum } names:
                return new ListValue(Size.Of(names.GetMembers().OfType<IFieldSymbol>().Count(member => member.HasConstantValue)), default, IsWrittenOut: false, call.Operation.Syntax);
            default:
                return null;
        }
    }

    private static long? Known(Call call, int place) => call.Values.Length > place && call.Values[place] is NumberValue { Size: { IsNumber: true, Offset: var number } } ? number : null;

    private static NumberValue? Root(long square)
    {
        long side = (long)Math.Sqrt(square);
        return side * side == square ? new NumberValue(Size.Of(side)) : null;
    }

    public static Value? Binary(IBinaryOperation binary, Value? left, Value? right)
    {
        if (binary.Type?.SpecialType == SpecialType.System_Boolean)
        {
            return Conditions.Binary(binary, left, right);
        }

        Bounds? bounds = IsSize(binary.Type) ? Draws.Of(binary, left as NumberValue, right as NumberValue) : null;
        if (!IsSize(binary.Type) || left is not NumberValue { Size: Size a } || right is not NumberValue { Size: Size b })
        {
            return bounds is null ? null : new NumberValue(Size.Unknown, bounds);
        }

        Size result = binary.OperatorKind switch
        {
            BinaryOperatorKind.Add => a + b,
            BinaryOperatorKind.Subtract => a - b,
            BinaryOperatorKind.Multiply => a * b,
            BinaryOperatorKind.Divide => Divide(a, b),
            BinaryOperatorKind.Remainder => Remainder(a, b),
            _ => Size.Unknown,
        };

        // What leaves the type wraps around, or throws: not known here.
        bool fits = !result.IsNumber || binary.Type!.SpecialType != SpecialType.System_Int32 || result.Offset is >= int.MinValue and <= int.MaxValue;
        return result.IsKnown && fits ? new NumberValue(result, bounds) : bounds is null ? null : new NumberValue(Size.Unknown, bounds);
    }

    private static Size Remainder(Size a, Size b) => a.IsNumber && b.IsNumber && a.Offset >= 0 && b.Offset > 0 ? Size.Of(a.Offset % b.Offset) : Size.Unknown;

    // Of a named size only the quotient that leaves nothing over is known; any other is a size of its own.
    private static Size Divide(Size a, Size b) =>
        !b.IsNumber || b.Offset <= 0 ? Size.Unknown
        : a.IsNumber ? Size.Of(a.Offset / b.Offset)
        : a.IsKnown && a.Factor % b.Offset == 0 && a.Offset == 0 ? a with { Factor = a.Factor / b.Offset }
        : Size.Composite(a, '/', b);
}
