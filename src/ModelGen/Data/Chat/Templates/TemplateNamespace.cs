using System.Collections.Generic;

namespace ModelGen.Data.Chat.Templates;

/// <summary>Variables that a loop may set for what comes after it.</summary>
internal sealed class TemplateNamespace
{
    public Dictionary<string, object?> Values { get; } = [];
}
