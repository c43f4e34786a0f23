using System.Collections.Generic;

namespace ModelGen.Data.Chat.Templates;

/// <summary>The variable <c>loop</c>.</summary>
/// <param name="Elements">What is gone through.</param>
/// <param name="Index">Which of them it is, from 0.</param>
internal sealed record TemplateLoop(List<object?> Elements, int Index)
{
    /// <summary>A field of it.</summary>
    public object? Get(string name) => name switch
    {
        "index" => (long)Index + 1,
        "index0" => (long)Index,
        "revindex" => (long)Elements.Count - Index,
        "revindex0" => (long)Elements.Count - Index - 1,
        "first" => Index == 0,
        "last" => Index == Elements.Count - 1,
        "length" => (long)Elements.Count,
        "previtem" => Index > 0 ? Elements[Index - 1] : new Undefined(name),
        "nextitem" => Index < Elements.Count - 1 ? Elements[Index + 1] : new Undefined(name),
        "cycle" => (TemplateFunction)((_, arguments, _) => arguments.Count == 0 ? throw new ChatTemplateException("The chat template goes through nothing in turn") : arguments[Index % arguments.Count]),
        _ => new Undefined("loop." + name),
    };
}
