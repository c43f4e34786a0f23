using System.Collections.Generic;

namespace ModelGen.Data;

/// <summary>A message of a conversation.</summary>
/// <param name="Role">Who says it, by the names of chat templates: <c>system</c>, <c>user</c>, <c>assistant</c>, <c>tool</c>.</param>
/// <param name="Content">What is said; null where a template knows of messages without, such as calls of tools.</param>
public sealed record ChatMessage(string Role, string? Content)
{
    /// <summary>What a template knows beside, such as <c>tool_calls</c> or <c>name</c>: texts, numbers, truth values, null, lists and dictionaries of these.</summary>
    public IReadOnlyDictionary<string, object?>? More { get; init; }
}
