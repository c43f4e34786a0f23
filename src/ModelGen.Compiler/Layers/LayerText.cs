using System.Globalization;
using System.Linq;
using ModelGen.Compiler.Spec;

namespace ModelGen.Compiler.Layers;

/// <summary>A layer as the user wrote it, for messages: <c>Linear(64)</c>, <c>Repeat&lt;DecoderLayer&gt;(6)</c>.</summary>
internal static class LayerText
{
    // Of a constant.
    private const int MostReals = 4;

    public static string Of(LayerSpec layer)
    {
        string name = layer.Kind;
        if (layer.Block is { } block)
        {
            name += "<" + Simple(block) + ">";
        }

        // Constructor arguments are camelCase, properties PascalCase: only the former identify the layer at a glance.
        var arguments = layer.Arguments
            .Where(argument => argument.Name.Length > 0 && (char.IsLower(argument.Name[0]) || argument.Name is "Heads"))
            .Select(argument => (argument.Name == "Heads" ? "Heads = " : "") + Value(argument));
        string text = string.Join(", ", arguments);
        return text.Length == 0 ? name : $"{name}({text})";
    }

    /// <summary>A type's own name: the last part of its key.</summary>
    public static string Simple(string key) => key.Substring(key.LastIndexOfAny(['.', '+']) + 1);

    /// <summary>The minus sign of some cultures is not a hyphen.</summary>
    public static string Number(long value) => value.ToString(CultureInfo.InvariantCulture);

    public static string Number(double value) => value.ToString("R", CultureInfo.InvariantCulture);

    private static string Value(ArgumentSpec argument) => argument.Kind switch
    {
        ArgumentKind.Ints => string.Join(", ", argument.Numbers.Select(Number)),
        ArgumentKind.Reals => string.Join(", ", argument.Reals.Take(MostReals).Select(Number)) + (argument.Reals.Count > MostReals ? ", ..." : ""),
        ArgumentKind.Real => Number(argument.Real),
        ArgumentKind.Text => string.Concat(argument.Text.TrimStart(':').Select(c => c == '\n' ? ", " : char.IsControl(c) ? " " : c.ToString())), // an axis, or several
        ArgumentKind.Bool => argument.Number != 0 ? "true" : "false",
        _ => argument.Number.ToString(CultureInfo.InvariantCulture),
    };
}
