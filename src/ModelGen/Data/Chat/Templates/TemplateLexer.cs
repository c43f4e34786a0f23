using System;
using System.Collections.Generic;
using System.Globalization;
using System.Text;

namespace ModelGen.Data.Chat.Templates;

/// <summary>Cuts a template into its parts. White space is treated as the makers of chat templates have it: a block leaves out the blanks before it on its line and the line feed behind it.</summary>
/// <remarks>Jinja 3 with <c>trim_blocks</c> and <c>lstrip_blocks</c>.</remarks>
internal sealed class TemplateLexer(string template)
{
    private static readonly string[] s_signs = ["==", "!=", ">=", "<=", "//", "**", "+", "-", "*", "/", "%", "~", "<", ">", "=", ".", ":", "|", ",", "(", ")", "[", "]", "{", "}"];

    private readonly List<TemplateToken> _tokens = [];
    private int _at;
    private int _line = 1;

    /// <exception cref="ChatTemplateException">A part has no end, or is none.</exception>
    public List<TemplateToken> Read()
    {
        bool startsLine = true;
        while (_at < template.Length)
        {
            int open = NextOpen(_at);
            string data = template[_at..(open < 0 ? template.Length : open)];
            if (open < 0)
            {
                AddData(data.EndsWith('\n') ? data[..^1] : data, data);
                break;
            }

            char kind = template[open + 1], mark = open + 2 < template.Length ? template[open + 2] : ' ';
            AddData(mark == '-' ? data.TrimEnd() : kind != '{' && mark != '+' ? WithoutIndent(data, startsLine) : data, data);
            _at = open + (mark is '-' or '+' ? 3 : 2);
            if (kind == '#') SkipComment();
            else if (kind == '%' && IsRaw()) ReadRaw();
            else ReadTag(kind == '{');
            startsLine = template[_at - 1] == '\n';
        }

        return _tokens;
    }

    private int NextOpen(int from)
    {
        for (int open = template.IndexOf('{', from); open >= 0 && open + 1 < template.Length; open = template.IndexOf('{', open + 1))
        {
            if (template[open + 1] is '{' or '%' or '#') return open;
        }

        return -1;
    }

    // Blanks from the beginning of the line on.
    private static string WithoutIndent(string data, bool startsLine)
    {
        int line = data.LastIndexOf('\n') + 1;
        return (line > 0 || startsLine) && data.AsSpan(line).Trim(" \t\r\f\v").IsEmpty ? data[..line] : data;
    }

    private void AddData(string data, string whole)
    {
        if (data.Length > 0) _tokens.Add(new TemplateToken(TemplateTokenKind.Data, data, _line));
        Count(whole);
    }

    private void Count(ReadOnlySpan<char> passed)
    {
        foreach (char c in passed)
        {
            if (c == '\n') _line++;
        }
    }

    private void SkipComment()
    {
        int end = template.IndexOf("#}", _at, StringComparison.Ordinal);
        if (end < 0) throw Error("a comment has no end");
        Count(template.AsSpan(_at, end - _at));
        (bool strips, bool keeps) = (template[end - 1] == '-', template[end - 1] == '+');
        _at = end + 2;
        SkipBehind(strips, !keeps);
    }

    private bool IsRaw()
    {
        int at = _at;
        while (at < template.Length && char.IsWhiteSpace(template[at])) at++;
        return string.CompareOrdinal(template, at, "raw", 0, 3) == 0 && template.AsSpan(at + 3).TrimStart("-+ \t\n\r").StartsWith("%}");
    }

    private void ReadRaw()
    {
        int start = template.IndexOf("%}", _at, StringComparison.Ordinal) + 2;
        for (int open = template.IndexOf("{%", start, StringComparison.Ordinal); open >= 0; open = template.IndexOf("{%", open + 2, StringComparison.Ordinal))
        {
            ReadOnlySpan<char> inside = template.AsSpan(open + 2).TrimStart("-+ \t\n\r");
            if (!inside.StartsWith("endraw")) continue;
            int end = template.IndexOf("%}", open, StringComparison.Ordinal);
            if (end < 0) break;
            string data = template[start..open];
            AddData(data, data);
            _at = end + 2;
            SkipBehind(template[end - 1] == '-', template[end - 1] != '+');
            return;
        }

        throw Error("raw has no endraw");
    }

    private void ReadTag(bool isOutput)
    {
        _tokens.Add(new TemplateToken(isOutput ? TemplateTokenKind.OutputStart : TemplateTokenKind.StatementStart, "", _line));
        string close = isOutput ? "}}" : "%}";
        int braces = 0;
        while (true)
        {
            while (_at < template.Length && char.IsWhiteSpace(template[_at])) Count(template.AsSpan(_at++, 1));
            if (_at >= template.Length) throw Error(isOutput ? "{{ has no }}" : "{% has no %}");
            int marked = template[_at] is '-' or '+' ? 1 : 0;
            if (braces == 0 && string.CompareOrdinal(template, _at + marked, close, 0, 2) == 0)
            {
                (bool strips, bool keeps) = (template[_at] == '-', template[_at] == '+');
                _at += marked + 2;
                _tokens.Add(new TemplateToken(TemplateTokenKind.End, close, _line));
                SkipBehind(strips, !isOutput && !keeps);
                return;
            }

            char c = template[_at];
            if (c is '\'' or '"') ReadText(c);
            else if (char.IsAsciiDigit(c)) ReadNumber();
            else if (char.IsLetter(c) || c == '_') ReadName();
            else ReadSign(ref braces);
        }
    }

    private void SkipBehind(bool strips, bool takesLineFeed)
    {
        int start = _at;
        if (strips)
        {
            while (_at < template.Length && char.IsWhiteSpace(template[_at])) _at++;
        }
        else if (takesLineFeed && _at < template.Length && template[_at] == '\n')
        {
            _at++;
        }

        Count(template.AsSpan(start, _at - start));
    }

    private void ReadSign(ref int braces)
    {
        foreach (string sign in s_signs)
        {
            if (string.CompareOrdinal(template, _at, sign, 0, sign.Length) != 0) continue;
            braces += sign is "{" or "(" or "[" ? 1 : sign is "}" or ")" or "]" ? -1 : 0;
            Add(TemplateTokenKind.Sign, sign.Length);
            return;
        }

        throw Error($"'{template[_at]}' is not expected");
    }

    private void ReadName()
    {
        int length = 1;
        while (_at + length < template.Length && (char.IsLetterOrDigit(template[_at + length]) || template[_at + length] == '_')) length++;
        Add(TemplateTokenKind.Name, length);
    }

    private void ReadNumber()
    {
        int length = 1;
        bool isWhole = true;
        while (_at + length < template.Length && (char.IsAsciiDigit(template[_at + length]) || template[_at + length] == '_')) length++;
        if (_at + length + 1 < template.Length && template[_at + length] == '.' && char.IsAsciiDigit(template[_at + length + 1]))
        {
            isWhole = false;
            for (length++; _at + length < template.Length && char.IsAsciiDigit(template[_at + length]);) length++;
        }

        int sign = _at + length + 1 < template.Length && template[_at + length] is 'e' or 'E' ? (template[_at + length + 1] is '+' or '-' ? 2 : 1) : 0;
        if (sign > 0 && _at + length + sign < template.Length && char.IsAsciiDigit(template[_at + length + sign]))
        {
            isWhole = false;
            for (length += sign; _at + length < template.Length && char.IsAsciiDigit(template[_at + length]);) length++;
        }

        Add(isWhole ? TemplateTokenKind.Whole : TemplateTokenKind.Number, length);
    }

    private void Add(TemplateTokenKind kind, int length)
    {
        _tokens.Add(new TemplateToken(kind, template.Substring(_at, length), _line));
        _at += length;
    }

    private void ReadText(char quote)
    {
        StringBuilder text = new();
        int line = _line;
        for (_at++; _at < template.Length && template[_at] != quote; _at++)
        {
            if (template[_at] == '\\' && _at + 1 < template.Length) ReadEscape(text);
            else text.Append(template[_at]);
            if (template[_at] == '\n') _line++;
        }

        if (_at >= template.Length) throw Error("a text has no end");
        _at++;
        _tokens.Add(new TemplateToken(TemplateTokenKind.Text, text.ToString(), line));
    }

    private void ReadEscape(StringBuilder text)
    {
        char c = template[++_at];
        int digits = c switch { 'x' => 2, 'u' => 4, 'U' => 8, _ => 0 };
        if (digits > 0)
        {
            if (_at + digits >= template.Length || !int.TryParse(template.AsSpan(_at + 1, digits), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out int value) || !Rune.IsValid(value)) throw Error($"\\{c} is not followed by a character's number");
            text.Append(new Rune(value));
            _at += digits;
            return;
        }

        text.Append(c switch { 'n' => "\n", 't' => "\t", 'r' => "\r", 'b' => "\b", 'f' => "\f", 'v' => "\v", 'a' => "\a", '0' => "\0", '\\' or '\'' or '"' => c.ToString(), '\n' => "", _ => "\\" + c });
    }

    private ChatTemplateException Error(string what) => new(string.Create(CultureInfo.InvariantCulture, $"The chat template, line {_line}: {what}"));
}
