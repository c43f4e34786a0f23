using System.Globalization;
using System.Linq;
using System.Text.RegularExpressions;
using ModelGen.Compiler.Spec;

namespace ModelGen.Compiler.Layers;

/// <summary>A layer as the user wrote it, for messages: <c>Linear(64)</c>, <c>Repeat&lt;DecoderLayer&gt;(6)</c>.</summary>
internal static class LayerText
{
    // Types such as [F:3] and [C, H, W] are no attributes, and inputs are attributes of graph methods too.
    private static readonly Regex s_attribute = new(@"\[(?!Input|Sequence|Tokens|Tensor|Id\b|Scalar|Model|Block|Objective|Forward|Loss|Target)([A-Z][a-z]\w*)(\([^\[\]]*\))?\]");
    private static readonly Regex s_setting = new(@"\b[A-Z]([a-z]\w*) = (?=\w)");

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

    /// <summary>An argument as the user would write it on this layer: <c>Bias = false</c> of an attribute, <c>bias: false</c> of a call.</summary>
    public static string Setting(LayerSpec layer, string argument, string value) =>
        IsCall(layer) ? $"{char.ToLowerInvariant(argument[0])}{argument.Substring(1)}: {value}" : $"{argument} = {value}";

    /// <summary>It stands in a graph method.</summary>
    public static bool IsCall(LayerSpec layer) => layer.Source.Attribute >= SourceRef.FirstPlace;

    /// <summary>A type's own name: the last part of its key.</summary>
    public static string Simple(string key) => key.Substring(key.LastIndexOfAny(['.', '+']) + 1);

    /// <summary>The minus sign of some cultures is not a hyphen.</summary>
    public static string Number(long value) => value.ToString(CultureInfo.InvariantCulture);

    public static string Number(double value) => value.ToString("R", CultureInfo.InvariantCulture);

    /// <summary>A message about an attribute, as it reads of a call: <c>[Flatten]</c> is <c>.Flatten()</c>, and <c>Bias = false</c> is <c>bias: false</c>.</summary>
    public static string AsCall(string message) => s_setting.Replace(
        s_attribute.Replace(message, found => $".{found.Groups[1].Value}{(found.Groups[2].Success ? found.Groups[2].Value : "()")}"),
        found => $"{char.ToLowerInvariant(found.Value[0])}{found.Groups[1].Value}: ");

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
