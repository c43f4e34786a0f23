using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text.Json;
using System.Text.Json.Nodes;
using ModelGen.Data;
using Xunit;

namespace ModelGen.Runtime.Tests.Data.Chat;

/// <summary>Conversations are written as Jinja writes them: tests/golden/chat/make.py.</summary>
public sealed class ChatTemplateTests
{
    private static readonly Lazy<JsonObject> s_file = new(() => JsonNode.Parse(File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "golden", "chat", "cases.json")))!.AsObject());
    private static readonly Dictionary<string, string> s_special = new() { ["bos_token"] = "<s>", ["eos_token"] = "</s>" };

    public static TheoryData<string> Names => [.. s_file.Value["templates"]!.AsObject().Select(template => template.Key)];

    [Theory]
    [MemberData(nameof(Names))]
    public void TextsAreJinjas(string name)
    {
        ChatTemplate template = new(Template(name), s_special);
        foreach (JsonNode? test in s_file.Value["cases"]!.AsArray().Where(test => test!["name"]!.GetValue<string>() == name))
        {
            string conversation = test!["conversation"]!.GetValue<string>();
            if (test["error"] is JsonNode error)
            {
                ChatTemplateException refused = Assert.Throws<ChatTemplateException>(() => Render(template, conversation));
                if (name == "refuses") Assert.Equal(error.GetValue<string>(), refused.Message);
            }
            else
            {
                Assert.Equal(test["text"]!.GetValue<string>(), Render(template, conversation));
            }
        }
    }

    /// <summary>Endless loops, texts without measure, deep nesting: refused at once, without taking the stack or the memory.</summary>
    [Theory]
    [InlineData("{% for a in range(100000) %}{% for b in range(100000) %}{% endfor %}{% endfor %}")]
    [InlineData("{% set ns = namespace(x='aaaaaaaa') %}{% for a in range(1000) %}{% set ns.x = ns.x + ns.x %}{% endfor %}")]
    [InlineData("{{ 'a' * 10000000000 }}")]
    [InlineData("{{ 'abc' * 4000000000000000000 }}")]
    [InlineData("{{ range(10 ** 18) | list }}")]
    [InlineData("{% macro m() %}{{ m() }}{% endmacro %}{{ m() }}")]
    [InlineData("{% set ns = namespace(x=[1]) %}{% for a in range(100) %}{% set ns.x = ns.x + ns.x %}{% endfor %}")]
    [InlineData("{% set ns = namespace(x=[1]) %}{% for a in range(100) %}{% set ns.x = [ns.x, ns.x] %}{% endfor %}{{ ns.x | tojson }}")]
    [InlineData("{{ 10 ** 400 }}")]
    [InlineData("{{ 9223372036854775807 + 1 }}")]
    [InlineData("{{ 1 // 0 }}")]
    [InlineData("{{ 1 % 0 }}")]
    [InlineData("{{ 'a'.replace('', 'b') }}")]
    [InlineData("{{ ('a' * 10000).replace('a', 'b' * 10000) }}")]
    [InlineData("{% set ns = namespace(x=1) %}{% for a in range(99999) %}{{ 'a' * 9999 }}{% endfor %}")]
    [InlineData("{{ [3, 'a'] | sort }}")]
    [InlineData("{{ messages.append(1) }}")]
    [InlineData("{{ ''.__class__.__mro__[1] }}")]
    public void WhatTakesTooMuchIsRefused(string template) => Assert.Throws<ChatTemplateException>(() => new ChatTemplate(template).Render([new ChatMessage("user", "hi")]));

    [Theory]
    [InlineData("a\n{% if x %}", "line 2: there is no endif")]
    [InlineData("{{ x", "{{ has no }}")]
    [InlineData("{% endfor %}", "the statement 'endfor' is not known")]
    [InlineData("{% include 'a' %}", "the statement 'include' is not known")]
    [InlineData("{{ x | shout }}", "the filter 'shout' is not known")]
    [InlineData("{{ x is loud }}", "the test 'loud' is not known")]
    [InlineData("{{ 'a }}", "a text has no end")]
    [InlineData("{# a", "a comment has no end")]
    [InlineData("{{ a b }}", "'b' is not expected")]
    [InlineData("{{ 1 & 2 }}", "'&' is not expected")]
    [InlineData("{% for x %}{% endfor %}", "'in' is expected")]
    public void ADamagedTemplateSaysWhere(string template, string message) => Assert.Contains(message, Assert.Throws<ChatTemplateException>(() => new ChatTemplate(template)).Message, StringComparison.Ordinal);

    [Fact]
    public void DeepNestingIsRefusedWhereverItIs()
    {
        foreach ((string open, string inside, string close) in new[] { ("{% if 1 %}", "", "{% endif %}"), ("(", "1", ")"), ("[", "", "]"), ("not ", "1", ""), ("-", "1", ""), ("{'a':", "1", "}"), ("a[", "1", "]"), ("1 if 1 else ", "1", ""), ("2 ** ", "1", "") })
        {
            string many = string.Concat(Enumerable.Repeat(open, 20_000)) + inside + string.Concat(Enumerable.Repeat(close, 20_000));
            try
            {
                new ChatTemplate(open[0] == '{' && open[1] == '%' ? many : "{{ " + many + " }}").Render([]);
            }
            catch (ChatTemplateException)
            {
            }
        }
    }

    /// <summary>Templates that were changed at random: one documented exception, or a text.</summary>
    [Fact]
    public void ChangedTemplatesRenderOrAreRefused()
    {
        int first = Environment.TickCount & 0xFFFFFFF;
        for (int seed = first; seed < first + 1500; seed++)
        {
            Random random = new(seed);
            string[] names = [.. s_file.Value["templates"]!.AsObject().Select(template => template.Key)];
            List<char> template = [.. Template(names[random.Next(names.Length)])];
            for (int i = random.Next(1, 5); i > 0; i--)
            {
                int at = random.Next(template.Count);
                if (random.Next(2) == 0) template.RemoveRange(at, Math.Min(random.Next(1, 12), template.Count - at));
                else template.InsertRange(at, new[] { "{{", "}}", "{%", "%}", "-", "'", "\\", "(", ")", "[", "]", "|", "~", " is ", "loop", "0", " if ", ".", "messages", "\u0000", "😀"[..1] }[random.Next(21)]);
            }

            try
            {
                Render(new ChatTemplate(new string([.. template]), s_special), "system");
            }
            catch (ChatTemplateException)
            {
            }
            catch (Exception error)
            {
                throw new InvalidOperationException($"seed {seed}: {new string([.. template])}", error);
            }
        }
    }

    [Fact]
    public void DatesAreWrittenAsPythonWritesThem() =>
        Assert.Equal("05 Mar 2024, Tuesday 3.7 065", ModelGen.Data.Chat.Templates.TemplateGlobals.Date("%d %b %Y, %A %-m.%-H %j", new DateTime(2024, 3, 5, 7, 8, 9)));

    private static string Template(string name) => s_file.Value["templates"]![name]!.GetValue<string>();

    private static string Render(ChatTemplate template, string conversation)
    {
        JsonElement variables = JsonSerializer.SerializeToElement(s_file.Value["conversations"]![conversation]!);
        List<ChatMessage> messages = [.. variables.GetProperty("messages").EnumerateArray().Select(message => new ChatMessage(message.GetProperty("role").GetString()!, message.GetProperty("content").GetString())
        {
            More = message.EnumerateObject().Where(field => field.Name is not ("role" or "content")).ToDictionary(field => field.Name, field => (object?)field.Value),
        })];
        return template.Render(messages, variables.GetProperty("add_generation_prompt").GetBoolean(), variables.TryGetProperty("tools", out JsonElement tools) ? new Dictionary<string, object?> { ["tools"] = tools } : null);
    }
}
