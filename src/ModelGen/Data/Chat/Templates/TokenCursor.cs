using System.Collections.Generic;
using System.Globalization;

namespace ModelGen.Data.Chat.Templates;

/// <summary>A place among the parts of a template.</summary>
internal sealed class TokenCursor(List<TemplateToken> tokens)
{
    private int _at;

    public bool IsAtEnd => _at >= tokens.Count;

    public TemplateToken Current => IsAtEnd ? new TemplateToken(TemplateTokenKind.End, "", tokens.Count == 0 ? 1 : tokens[^1].Line) : tokens[_at];

    /// <summary>The word that many parts on; empty: there is none.</summary>
    public string Word(int ahead) => _at + ahead < tokens.Count && tokens[_at + ahead].Kind == TemplateTokenKind.Name ? tokens[_at + ahead].Text : "";

    /// <summary>Whether the part after the next one is this sign.</summary>
    public bool IsNext(string sign) => _at + 1 < tokens.Count && tokens[_at + 1].Kind == TemplateTokenKind.Sign && tokens[_at + 1].Text == sign;

    public TemplateToken Next()
    {
        TemplateToken token = Current;
        _at++;
        return token;
    }

    /// <summary>Whether a sign or word is next.</summary>
    public bool Is(string sign) => Current.Kind is TemplateTokenKind.Sign or TemplateTokenKind.Name && Current.Text == sign;

    /// <summary>Goes past a sign or word, if it is next.</summary>
    public bool Take(string sign)
    {
        if (!Is(sign)) return false;
        _at++;
        return true;
    }

    public void Expect(string sign)
    {
        if (!Take(sign)) throw Error($"'{sign}' is expected, not '{Weights.Text.Clip(Current.Text)}'");
    }

    public string Name() => Current.Kind == TemplateTokenKind.Name ? Next().Text : throw Error($"a name is expected, not '{Weights.Text.Clip(Current.Text)}'");

    /// <summary>Goes past the end of a tag.</summary>
    public void End()
    {
        if (IsAtEnd || Current.Kind != TemplateTokenKind.End) throw Error($"'{Weights.Text.Clip(Current.Text)}' is not expected");
        _at++;
    }

    public ChatTemplateException Error(string what) => new(string.Create(CultureInfo.InvariantCulture, $"The chat template, line {Current.Line}: {what}"));
}
