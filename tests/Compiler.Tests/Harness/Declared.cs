using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using ModelGen.Compiler.Spec;

namespace ModelGen.Compiler.Tests.Harness;

/// <summary>
/// Specifications from attributes as a user writes them: <c>Input(4), Linear(16, Bias = false), Loss(Loss.CrossEntropy)</c>; blocks as
/// <c>Think = LayerNorm, Linear(64)</c>, and <c>!Think = ...</c> for a class that is no block.
/// </summary>
internal static class Declared
{
    /// <summary>The arguments of constructors, by the attribute's name.</summary>
    public static IReadOnlyDictionary<string, string[]> Positions { get; } = new Dictionary<string, string[]>
    {
        ["Linear"] = ["outFeatures"],
        ["Embedding"] = ["width"],
        ["Sequence"] = ["features"],
        ["Dropout"] = ["rate"],
        ["SwiGlu"] = ["hidden"],
        ["LeakyRelu"] = ["slope"],
        ["Elu"] = ["alpha"],
        ["Conv1d"] = ["channels"],
        ["Conv2d"] = ["channels"],
        ["ConvTranspose2d"] = ["channels"],
        ["MaxPool1d"] = ["size"],
        ["AvgPool1d"] = ["size"],
        ["MaxPool2d"] = ["size"],
        ["AvgPool2d"] = ["size"],
        ["Upsample2d"] = ["factor"],
        ["GroupNorm"] = ["groups"],
        ["Rnn"] = ["hidden"],
        ["Lstm"] = ["hidden"],
        ["Gru"] = ["hidden"],
        ["Repeat"] = ["count"],
        ["RepeatVector"] = ["count"],
        ["ConvTranspose1d"] = ["channels"],
        ["Pad2d"] = ["size"],
        ["AdaptiveAvgPool2d"] = ["height"],
        ["Loss"] = ["loss"],
        ["Backends"] = ["backends"],
    };

    public static ModelSpec Model(string attributes, params string[] blocks) => Model(Type("M"), attributes, blocks);

    public static ModelSpec Model(TypeSpec type, string attributes, params string[] blocks) =>
        new(type, Layers(type.Key, attributes), new([.. blocks.Select(Block)]));

    public static BlockSpec Block(string text)
    {
        int equals = text.IndexOf('=', StringComparison.Ordinal);
        string key = text[..equals].Trim().TrimStart('!');
        return new(Type(key), Layers(key, text[(equals + 1)..]), IsBlock: text[0] != '!');
    }

    public static TypeSpec Type(string key)
    {
        int dot = key.LastIndexOf('.');
        return new(key, dot < 0 ? "" : key[..dot], key[(dot + 1)..], "public");
    }

    public static EquatableArray<LayerSpec> Layers(string type, string attributes)
    {
        string[] parts = [.. Split(attributes)];
        return new([.. parts.Select((part, i) => Layer(part, new SourceRef(type, i)))]);
    }

    private static LayerSpec Layer(string text, SourceRef source)
    {
        string head = text;
        string inside = "";
        int open = text.IndexOf('(', StringComparison.Ordinal);
        if (open >= 0)
        {
            head = text[..open];
            inside = text[(open + 1)..^1];
        }

        string? block = null;
        int angle = head.IndexOf('<', StringComparison.Ordinal);
        if (angle >= 0)
        {
            block = head[(angle + 1)..head.IndexOf('>', StringComparison.Ordinal)];
            head = head[..angle];
        }

        return new(head, new([.. Arguments(head, [.. Split(inside)])]), source, block);
    }

    private static IEnumerable<ArgumentSpec> Arguments(string kind, string[] texts)
    {
        string[] named = [.. texts.Where(text => text.Contains('=', StringComparison.Ordinal))];
        string[] positional = [.. texts.Where(text => !text.Contains('=', StringComparison.Ordinal))];
        if (kind is "Input" or "Reshape")
        {
            yield return ArgumentSpec.Of("sizes", [.. positional.Select(text => long.Parse(text, CultureInfo.InvariantCulture))]);
        }
        else
        {
            for (int i = 0; i < positional.Length; i++)
            {
                yield return Value(Positions[kind][i], positional[i]);
            }
        }

        foreach (string text in named)
        {
            string[] pair = text.Split('=', 2);
            yield return Value(pair[0].Trim(), pair[1].Trim());
        }
    }

    private static ArgumentSpec Value(string name, string text) => text switch
    {
        "true" or "false" => ArgumentSpec.Of(name, text == "true"),
        _ when text.StartsWith("new", StringComparison.Ordinal) => ArgumentSpec.Of(name, [.. text[(text.IndexOf('{', StringComparison.Ordinal) + 1)..text.IndexOf('}', StringComparison.Ordinal)].Split(',').Where(number => number.Trim().Length > 0).Select(number => double.Parse(number, CultureInfo.InvariantCulture))]),
        ['"', .. var quoted, '"'] => ArgumentSpec.Of(name, quoted),
        _ when long.TryParse(text, CultureInfo.InvariantCulture, out long whole) => ArgumentSpec.Of(name, whole),
        _ when double.TryParse(text, CultureInfo.InvariantCulture, out double real) => ArgumentSpec.Of(name, real),
        _ => ArgumentSpec.Of(name, text[(text.IndexOf('.', StringComparison.Ordinal) + 1)..]),
    };

    /// <summary>At commas outside parentheses and braces.</summary>
    private static IEnumerable<string> Split(string text)
    {
        int depth = 0;
        int start = 0;
        for (int i = 0; i <= text.Length; i++)
        {
            if (i == text.Length || (text[i] == ',' && depth == 0))
            {
                string part = text[start..i].Trim();
                start = i + 1;
                if (part.Length > 0)
                {
                    yield return part;
                }
            }
            else
            {
                depth += text[i] switch { '(' or '<' or '{' => 1, ')' or '>' or '}' => -1, _ => 0 };
            }
        }
    }
}
