using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using ModelGen.Compiler.Errors;
using ModelGen.Compiler.Ir;

namespace ModelGen.Compiler.Layers;

/// <summary>The argument <c>axis</c> of an operation: a role or a place behind a colon, or the name of an axis.</summary>
internal static class AxisArgument
{
    /// <returns>The axis's place in the type, the batch's counted; all but the batch's without the argument; null after an error.</returns>
    public static IReadOnlyList<int>? Places(LayerContext context, Value x) =>
        !context.Spec.Has("axis") ? [.. Enumerable.Range(1, x.Type.Axes.Count - 1)] : Place(context, x, "axis") is { } place ? [place] : null;

    /// <summary>One axis; the last without the argument.</summary>
    /// <returns>Its place; null after an error.</returns>
    public static int? Place(LayerContext context, Value x, string argument)
    {
        if (context.Spec.Text(argument) is not { } text)
        {
            return x.Type.Axes.Count - 1;
        }

        int[] found = [.. Enumerable.Range(1, x.Type.Axes.Count - 1).Where(place => Is(x.Type.Axes[place], place, text))];
        if (found.Length == 1)
        {
            return found[0];
        }

        string rule = found.Length == 0
            ? $"there is no axis {Name(text)}"
            : $"the axis {Name(text)} is there {LayerText.Number(found.Length)} times: say which by Axis.At(place), the first of an example being 0";
        context.Fail(ErrorId.AxisMissing, argument, $"'{context.Spec.Kind}' gets {x.Type.ExampleText}: {rule}", blamePrevious: true);
        return null;
    }

    private static bool Is(Axis axis, int place, string text)
    {
        if (text.Length == 0 || text[0] != ':')
        {
            return axis.Role == AxisRole.None && (axis.Name == text || axis.Size.ToString() == text) || text.Length > 0 && axis.Name == text || text == "T" && axis.Role == AxisRole.Time;
        }

        string word = text.Substring(1);
        return axis.Role.ToString() == word || word == (place - 1).ToString(CultureInfo.InvariantCulture);
    }

    private static string Name(string text) => text.Length == 0 || text[0] != ':' ? $"\"{text}\"" : text[1] is >= '0' and <= '9' or '-' ? $"at place {text.Substring(1)}" : text.Substring(1);
}
