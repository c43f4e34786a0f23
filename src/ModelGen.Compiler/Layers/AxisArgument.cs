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
        context.Fail(ErrorId.AxisMissing, argument, $"'{context.Spec.Kind}' gets {x.Type.ExampleText}: {rule}", blamePrevious: true, Mend(x.Type, text, argument, found.Length));
        return null;
    }

    // The only axis there is; or the one that stands for features where the other does in images.
    private static Mend? Mend(TensorType type, string text, string argument, int found)
    {
        IReadOnlyList<Axis> axes = type.Example;
        Axis? meant = found > 0 ? null
            : axes.Count == 1 ? axes[0]
            : text == ":Feature" ? axes.FirstOrDefault(axis => axis.Role == AxisRole.Channel)
            : text == ":Channel" ? axes.FirstOrDefault(axis => axis.Role == AxisRole.Feature)
            : text.Length > 0 && text[0] != ':' ? axes.Where(axis => axis.Role == AxisRole.None && axis.Maximum > 0).Select(axis => (Axis?)axis).FirstOrDefault()
            : null;
        string? written = meant is null ? null : meant.Role != AxisRole.None ? $"Axis.{meant.Role}" : meant.Maximum > 0 ? $"\"{meant.Size}\"" : meant.Name.Length > 0 ? $"\"{meant.Name}\"" : "Axis.At(0)";
        return written is null ? null : new(MendKind.SetArgument, argument, written);
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
