using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using Microsoft.CodeAnalysis;

namespace ModelGen.Analyzers.DataEdges;

/// <summary>A shape as an attribute states it: <c>[Shape("B, T&lt;=128", Below = 65)]</c>.</summary>
/// <param name="Axes">At least one.</param>
/// <param name="Below">0: the elements are no ids.</param>
/// <param name="Ignored">An id that is allowed all the same.</param>
/// <param name="Padding">The id of padding, or -1.</param>
internal sealed record Signature(IReadOnlyList<SignatureAxis> Axes, long Below, long Ignored, long Padding = -1)
{
    public int Rank => Axes.Count;

    /// <summary>Null where there is no such attribute, or one that says nothing that can be read.</summary>
    public static Signature? Of(IEnumerable<AttributeData> attributes)
    {
        AttributeData? mark = attributes.FirstOrDefault(attribute => Api.IsModelGen(attribute.AttributeClass, "ShapeAttribute"));
        if (mark is not { ConstructorArguments.Length: 1 } || mark.ConstructorArguments[0].Value is not string text)
        {
            return null;
        }

        SignatureAxis?[] axes = [.. text.Split(',').Select(axis => SignatureAxis.Parse(axis.Trim()))];
        return axes.Any(axis => axis is null) ? null : new([.. axes.Select(axis => axis!)], Number(mark, "Below"), Number(mark, "Ignored"), Number(mark, "Padding", otherwise: -1));
    }

    /// <summary>The shape where names have these sizes; of other names nothing is known.</summary>
    public Shape Bind(IReadOnlyDictionary<string, Size> names) => new(Axes.Select(axis => axis.Bind(names)));

    public override string ToString() => "[" + string.Join(", ", Axes) + "]";

    private static long Number(AttributeData mark, string name, long otherwise = 0) =>
        mark.NamedArguments.Where(argument => argument.Key == name).Select(argument => argument.Value.Value as int?).FirstOrDefault() ?? otherwise;
}

/// <summary>One axis of an attribute.</summary>
/// <param name="Text">As users read it.</param>
/// <param name="Size">A number, or a name plus a number; unknown where the text says more than that.</param>
/// <param name="Maximum">0: no bound.</param>
internal sealed record SignatureAxis(string Text, Size Size, long Maximum)
{
    /// <summary>Null for something that is no axis.</summary>
    public static SignatureAxis? Parse(string text)
    {
        int bound = text.IndexOf("<=", System.StringComparison.Ordinal);
        long maximum = 0;
        if (text.Length == 0 || (bound >= 0 && !Number(text.Substring(bound + 2), out maximum)))
        {
            return null;
        }

        string size = bound < 0 ? text : text.Substring(0, bound).TrimEnd();
        return new(text, Read(size), maximum);
    }

    /// <summary>The size for a name's size.</summary>
    public Size Bind(IReadOnlyDictionary<string, Size> names) =>
        Size.Name is null ? Size
        : names.TryGetValue(Size.Name, out Size value) ? value + Size.Of(Size.Offset)
        : Size.Unknown;

    public override string ToString() => Text;

    private static Size Read(string text)
    {
        if (Number(text, out long number))
        {
            return Size.Of(number);
        }

        int sign = text.IndexOfAny(['+', '-']);
        string name = sign < 0 ? text : text.Substring(0, sign).TrimEnd();
        long offset = 0;
        bool isRead = name.Length > 0 && name.All(c => char.IsLetterOrDigit(c) || c == '_') && !char.IsDigit(name[0])
            && (sign < 0 || Number(text.Substring(sign + 1), out offset));
        return isRead ? Size.Named(name) + Size.Of(sign >= 0 && text[sign] == '-' ? -offset : offset) : Size.Unknown;
    }

    private static bool Number(string text, out long number) => long.TryParse(text.Trim(), NumberStyles.None, CultureInfo.InvariantCulture, out number);
}
