using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Text;
using ModelGen.Data.Chat.Templates;

namespace ModelGen.Data;

/// <summary>How a model was trained to see a conversation: the <c>chat_template</c> of a published tokenizer.</summary>
/// <remarks>The part of Jinja that such templates use: <c>if</c>, <c>for</c>, <c>set</c>, <c>macro</c>, <c>filter</c>, <c>generation</c>, expressions, filters, tests and methods of texts and lists; no files, no reflection, no code. Steps, lengths and depths have limits, so that a template may come from anywhere. Any number of threads may use one.</remarks>
public sealed class ChatTemplate
{
    private const int LongestTemplate = 1 << 20;

    private readonly Func<TemplateScope, LoopControl> _body;
    private readonly IReadOnlyDictionary<string, string> _special;

    /// <summary>Reads a template.</summary>
    /// <param name="template">Its text.</param>
    /// <param name="special">Tokens that it writes by name, such as <c>bos_token</c>.</param>
    /// <exception cref="ChatTemplateException">It says the line, and what is not understood.</exception>
    public ChatTemplate(string template, IReadOnlyDictionary<string, string>? special = null)
    {
        ArgumentNullException.ThrowIfNull(template);
        if (template.Length > LongestTemplate) throw new ChatTemplateException("The chat template is longer than a million characters");
        (Text, _special) = (template, special ?? new Dictionary<string, string>());
        _body = new StatementParser(new TemplateLexer(template.ReplaceLineEndings("\n")).Read()).Template();
    }

    /// <summary>The template as it was given.</summary>
    public string Text { get; }

    /// <summary>Writes a conversation.</summary>
    /// <param name="messages">The messages, the earliest first.</param>
    /// <param name="addGenerationPrompt">Whether what begins the answer stands at the end.</param>
    /// <param name="variables">What the template knows beside, such as <c>tools</c> or <c>enable_thinking</c>: texts, numbers, truth values, null, lists and dictionaries of these.</param>
    /// <exception cref="ChatTemplateException">The template refuses the messages, or cannot be followed with them: it says why.</exception>
    /// <exception cref="ArgumentException">A variable is of another kind.</exception>
    public string Render(IReadOnlyList<ChatMessage> messages, bool addGenerationPrompt = true, IReadOnlyDictionary<string, object?>? variables = null)
    {
        ArgumentNullException.ThrowIfNull(messages);
        StringBuilder output = new();
        TemplateScope scope = new(null, new TemplateBudget(), output);
        TemplateGlobals.Add(scope);
        foreach ((string name, string token) in _special) scope.Set(name, token);
        scope.Set("messages", messages.Select(Fields).ToList());
        scope.Set("add_generation_prompt", addGenerationPrompt);
        foreach ((string name, object? value) in variables ?? new Dictionary<string, object?>()) scope.Set(name, TemplateGlobals.Value(value, name));
        try
        {
            _body(scope.Inner());
        }
        catch (Exception error) when (error is InvalidOperationException or ArgumentException or FormatException or OverflowException)
        {
            throw new ChatTemplateException("The chat template cannot be followed: " + error.Message, error);
        }

        return output.ToString();
    }

    private static object? Fields(ChatMessage message)
    {
        if (message is null) throw new ArgumentException("A message is null", nameof(message));
        Dictionary<string, object?> fields = new(StringComparer.Ordinal) { ["role"] = message.Role, ["content"] = message.Content };
        foreach ((string name, object? value) in message.More ?? new Dictionary<string, object?>()) fields[name] = TemplateGlobals.Value(value, name);
        return fields;
    }
}
