using System;
using System.Collections.Immutable;
using ModelGen.Compiler.Errors;

namespace ModelGen.Analyzers;

/// <summary>A <see cref="Mend"/> as a diagnostic carries it: what analyzers and code fixes agree upon.</summary>
internal static class MendProperties
{
    public static ImmutableDictionary<string, string?> Write(Mend mend) => ImmutableDictionary<string, string?>.Empty
        .Add(nameof(Mend), mend.Kind.ToString())
        .Add(nameof(Mend.Argument), mend.Argument)
        .Add(nameof(Mend.Value), mend.Value);

    /// <summary>Null for a diagnostic that no machine can mend.</summary>
    public static Mend? Read(ImmutableDictionary<string, string?> properties) =>
        properties.TryGetValue(nameof(Mend), out string? kind) && Enum.TryParse(kind, out MendKind known)
            ? new(known, Text(properties, nameof(Mend.Argument)), Text(properties, nameof(Mend.Value)))
            : null;

    private static string Text(ImmutableDictionary<string, string?> properties, string key) =>
        properties.TryGetValue(key, out string? text) ? text ?? "" : "";
}
