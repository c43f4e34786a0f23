using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using ModelGen.Compiler.Errors;
using ModelGen.Compiler.Ir;
using ModelGen.Compiler.Spec;

namespace ModelGen.Compiler.Layers;

/// <summary>The axes of <c>[Tensor]</c>, <c>[Id]</c>, <c>Weights</c> and <c>Constant</c>, which their texts say.</summary>
internal static class NamedAxes
{
    private const string Rule = "an axis is NAME<=MAX, ROLE:SIZE with one of the roles T, F, C, H and W, or a plain number";

    private static readonly Dictionary<string, AxisRole> s_roles = new(StringComparer.Ordinal)
    {
        ["T"] = AxisRole.Time,
        ["F"] = AxisRole.Feature,
        ["C"] = AxisRole.Channel,
        ["H"] = AxisRole.Height,
        ["W"] = AxisRole.Width,
    };

    /// <returns>Null after an error.</returns>
    public static Axis[]? Run(LayerSpec spec, Action<ModelError> report)
    {
        string argument = spec.Has("Axes") ? "Axes" : "axes";
        string[] texts = spec.Text(argument) is { Length: > 0 } written ? written.Split('\n') : [];
        if (texts.Length == 0 && spec.Kind == "Tensor")
        {
            report(new(ErrorId.OutOfRange, spec.Source, $"'Tensor' needs at least one axis: {Rule}"));
            return null;
        }

        var axes = new List<Axis>();
        for (int i = 0; i < texts.Length; i++)
        {
            if (Read(texts[i]) is not { } axis)
            {
                report(new(ErrorId.OutOfRange, spec.Source.At($"{argument}[{i}]"), $"\"{texts[i]}\" of '{spec.Kind}' cannot be read: {Rule}"));
                return null;
            }

            axes.Add(axis);
        }

        if (Sizes.Product([.. axes.Select(axis => Math.Max(axis.Maximum, axis.Size.Constant))]) > int.MaxValue)
        {
            report(new(ErrorId.TooLarge, spec.Source.At(argument), $"'{spec.Kind}' has more than {int.MaxValue} values"));
            return null;
        }

        return [.. axes];
    }

    /// <summary>Axes whose sizes are known: of what is the same in every call.</summary>
    /// <returns>Null after an error.</returns>
    public static Axis[]? Known(LayerSpec spec, Action<ModelError> report)
    {
        Axis[]? axes = Run(spec, report);
        int wrong = axes is null ? -1 : Array.FindIndex(axes, axis => !axis.Size.IsConstant);
        if (wrong < 0)
        {
            return axes;
        }

        report(new(ErrorId.OutOfRange, spec.Source.At($"{(spec.Has("Axes") ? "Axes" : "axes")}[{wrong}]"), $"The values of '{spec.Kind}' are the same in every call, and {axes![wrong]} is a size that a call brings"));
        return null;
    }

    private static Axis? Read(string text)
    {
        if (text.IndexOf("<=", StringComparison.Ordinal) is > 0 and var bound)
        {
            string name = text.Substring(0, bound).Trim();
            return Number(text.Substring(bound + 2)) is { } maximum && CSharpNames.IsIdentifier(name) && name is not ("B" or "F" or "C" or "H" or "W") && !CSharpNames.Reserved.Contains(name == "T" ? "" : name)
                ? name == "T" ? Axis.Time(maximum) : new(AxisRole.None, Dim.Of(new Symbol(SymbolKind.Axis, name)), maximum)
                : null;
        }

        if (text.IndexOf(':') is > 0 and var colon)
        {
            return s_roles.TryGetValue(text.Substring(0, colon).Trim(), out AxisRole role) && Number(text.Substring(colon + 1)) is { } size ? new(role, Dim.Of(size), role == AxisRole.Time ? size : 0) : null;
        }

        return Number(text) is { } plain ? Axis.Plain(plain) : null;
    }

    private static long? Number(string text) =>
        int.TryParse(text.Trim(), NumberStyles.None, CultureInfo.InvariantCulture, out int number) && number >= 1 ? number : null;
}
