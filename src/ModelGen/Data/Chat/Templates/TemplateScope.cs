using System;
using System.Collections.Generic;
using System.Text;

namespace ModelGen.Data.Chat.Templates;

/// <summary>Variables at a place of a template, and where its output goes.</summary>
/// <param name="parent">What is around it; null: nothing.</param>
/// <param name="budget">What may be used.</param>
/// <param name="output">Receives what is written.</param>
internal sealed class TemplateScope(TemplateScope? parent, TemplateBudget budget, StringBuilder output)
{
    private readonly Dictionary<string, object?> _variables = new(StringComparer.Ordinal);

    public TemplateBudget Budget => budget;

    public object? Get(string name)
    {
        for (TemplateScope? scope = this; scope is not null; scope = scope.Parent)
        {
            if (scope._variables.TryGetValue(name, out object? value)) return value;
        }

        return new Undefined(name);
    }

    public void Set(string name, object? value) => _variables[name] = value;

    /// <summary>A scope of a loop or a block.</summary>
    public TemplateScope Inner() => new(this, budget, output);

    /// <summary>A scope whose output is a value.</summary>
    public TemplateScope Captured(StringBuilder captured) => new(this, budget, captured);

    public void Write(string text)
    {
        budget.Take(text.Length);
        if (output.Length + text.Length > TemplateBudget.LongestText) budget.Take(long.MaxValue / 2);
        output.Append(text);
    }

    private TemplateScope? Parent => parent;
}
