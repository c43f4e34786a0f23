using System;
using ModelGen.Compiler.Errors;

namespace ModelGen.Compiler.Presets.Pretrained;

/// <summary>The one thing that is wrong with a configuration; it ends reading, and <see cref="ExpandPretrained"/> makes a diagnostic of it.</summary>
/// <param name="argument">Of the attribute; where to say it.</param>
internal sealed class ConfigFault(ErrorId id, string message, string argument = "config") : Exception(message)
{
    public ErrorId Id { get; } = id;

    public string Argument { get; } = argument;
}
