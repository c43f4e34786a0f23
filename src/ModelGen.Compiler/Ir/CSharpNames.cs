using System;
using System.Collections.Generic;

namespace ModelGen.Compiler.Ir;

/// <summary>Identifiers in C#.</summary>
internal static class CSharpNames
{
    private static readonly HashSet<string> s_keywords =
    [
        "abstract", "as", "base", "bool", "break", "byte", "case", "catch", "char", "checked", "class", "const", "continue",
        "decimal", "default", "delegate", "do", "double", "else", "enum", "event", "explicit", "extern", "false", "finally",
        "fixed", "float", "for", "foreach", "goto", "if", "implicit", "in", "int", "interface", "internal", "is", "lock", "long",
        "namespace", "new", "null", "object", "operator", "out", "override", "params", "private", "protected", "public",
        "readonly", "ref", "return", "sbyte", "sealed", "short", "sizeof", "stackalloc", "static", "string", "struct", "switch",
        "this", "throw", "true", "try", "typeof", "uint", "ulong", "unchecked", "unsafe", "ushort", "using", "virtual", "void",
        "volatile", "while", "await", "field", "scoped", "var", "dynamic", "value", "nameof", "file", "required", "record",
        "__arglist", "__makeref", "__reftype", "__refvalue",
    ];

    private static readonly string[] s_derived = ["Saved", "Frames", "Input", "Inputs", "Next", "Other", "Result", "Gradient"];

    /// <summary>Names that no value of a graph may have: keywords, and what emitted methods call their own arguments and locals.</summary>
    public static IEnumerable<string> Reserved { get; } =
    [
        .. s_keywords, "B", "T", "team", "p", "saved", "scratch", "inner", "key", "cache", "position", "i", "source", "destination", "none",
        "output", "dOutput", "outputGradient", "inputGradient", "workspace", "target", "temporary", "device", "weights", "tensors", "onnx",
    ];

    /// <summary>
    /// Ends as the locals do that emitted methods derive from a value or a block: <c>layersInputs</c>, <c>thinkSaved</c>; and as their parameters for several results, <c>meanResult</c>. No value is called so.
    /// </summary>
    public static bool IsDerived(string name)
    {
        foreach (string suffix in s_derived)
        {
            if (name.EndsWith(suffix, StringComparison.Ordinal))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>A letter or underscore, then letters, digits and underscores: ASCII, so that weight files stay portable.</summary>
    public static bool IsIdentifier(string text)
    {
        for (int i = 0; i < text.Length; i++)
        {
            char c = text[i];
            bool letter = c is (>= 'a' and <= 'z') or (>= 'A' and <= 'Z') or '_';
            if (!letter && !(i > 0 && c is >= '0' and <= '9'))
            {
                return false;
            }
        }

        return text.Length > 0;
    }

    public static string Pascal(string name) =>
        name.Length == 0 ? name
        : name.StartsWith("__", StringComparison.Ordinal) && s_keywords.Contains(name) ? "__" + Pascal(name.Substring(2)) // __arglist has no capital to be no keyword by
        : char.ToUpperInvariant(name[0]) + name.Substring(1);

    public static string Camel(string name) => name.Length == 0 ? name : char.ToLowerInvariant(name[0]) + name.Substring(1);

    /// <summary>The name without the @ that lets a keyword be one.</summary>
    public static string Unescape(string name) => name.TrimStart('@');

    /// <summary>The identifier, with @ when it is a keyword.</summary>
    public static string Escape(string name) => s_keywords.Contains(name) ? "@" + name : name;
}
