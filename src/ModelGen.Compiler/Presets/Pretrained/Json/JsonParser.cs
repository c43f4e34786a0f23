using System.Collections.Generic;
using System.Globalization;
using System.Text;

namespace ModelGen.Compiler.Presets.Pretrained.Json;

/// <summary>
/// JSON (RFC 8259) of files that are not to be trusted, in time proportional to their length and at most <see cref="MaximumDepth"/> deep. The compiler host has no JSON library of a version that the
/// compiler could rely on.
/// </summary>
internal sealed class JsonParser
{
    public const int MaximumDepth = 32;

    /// <summary>Far more than any configuration; a header of weights may be larger.</summary>
    public const int MaximumLength = 16_000_000;

    private readonly string _text;
    private int _at;

    private JsonParser(string text) => _text = text;

    /// <returns>The value, or null and what is wrong.</returns>
    public static (JsonValue? Value, string? Fault) Parse(string text)
    {
        if (text.Length > MaximumLength)
        {
            return (null, $"it is longer than {MaximumLength} characters");
        }

        if (text.Trim('\uFEFF', ' ', '\t', '\r', '\n').Length == 0)
        {
            return (null, "it is empty");
        }

        var parser = new JsonParser(text.Length > 0 && text[0] == '\uFEFF' ? text.Substring(1) : text);
        try
        {
            JsonValue value = parser.Value(0);
            parser.Space();
            return parser._at == parser._text.Length ? (value, null) : (null, parser.Place("something follows its end"));
        }
        catch (JsonFault fault)
        {
            return (null, fault.Message);
        }
    }

    private JsonValue Value(int depth)
    {
        if (depth == MaximumDepth)
        {
            throw Fault($"it is more than {MaximumDepth} levels deep");
        }

        Space();
        switch (Peek())
        {
            case '{':
                return Object(depth);
            case '[':
                return List(depth);
            case '"':
                return new(JsonKind.Text) { Text = Text() };
            case 't':
                Word("true");
                return new(JsonKind.Truth) { Truth = true };
            case 'f':
                Word("false");
                return new(JsonKind.Truth);
            case 'n':
                Word("null");
                return new(JsonKind.Null);
            default:
                return Number();
        }
    }

    private JsonValue Object(int depth)
    {
        var members = new Dictionary<string, JsonValue>(System.StringComparer.Ordinal);
        _at++;
        Space();
        if (Peek() == '}')
        {
            _at++;
            return new(JsonKind.Object);
        }

        while (true)
        {
            Space();
            if (Peek() != '"')
            {
                throw Fault("a name in quotes is missing");
            }

            string name = Text();
            Space();
            Expect(':');
            JsonValue value = Value(depth + 1);
            if (members.ContainsKey(name))
            {
                throw Fault($"it has \"{JsonValue.Clip(name)}\" twice");
            }

            members.Add(name, value);
            Space();
            if (Peek() == ',')
            {
                _at++;
                continue;
            }

            Expect('}');
            return new(JsonKind.Object) { Members = members };
        }
    }

    private JsonValue List(int depth)
    {
        var items = new List<JsonValue>();
        _at++;
        Space();
        if (Peek() == ']')
        {
            _at++;
            return new(JsonKind.List);
        }

        while (true)
        {
            items.Add(Value(depth + 1));
            Space();
            if (Peek() == ',')
            {
                _at++;
                continue;
            }

            Expect(']');
            return new(JsonKind.List) { Items = items };
        }
    }

    private string Text()
    {
        var text = new StringBuilder();
        for (_at++; _at < _text.Length; _at++)
        {
            char c = _text[_at];
            if (c == '"')
            {
                _at++;
                return text.ToString();
            }

            if (c < ' ')
            {
                throw Fault("a text has a control character");
            }

            text.Append(c == '\\' ? Escape() : c);
        }

        throw Fault("a text does not end");
    }

    private char Escape()
    {
        _at++;
        switch (Peek())
        {
            case '"' or '\\' or '/':
                return Peek();
            case 'b':
                return '\b';
            case 'f':
                return '\f';
            case 'n':
                return '\n';
            case 'r':
                return '\r';
            case 't':
                return '\t';
            case 'u' when _at + 4 < _text.Length && ushort.TryParse(_text.Substring(_at + 1, 4), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out ushort code):
                _at += 4;
                return (char)code;
            default:
                throw Fault("a text has an unknown escape");
        }
    }

    private JsonValue Number()
    {
        int start = _at;
        while (_at < _text.Length && (char.IsLetterOrDigit(_text[_at]) || _text[_at] is '-' or '+' or '.'))
        {
            _at++;
        }

        string number = _text.Substring(start, _at - start);

        // Python writes these three, which JSON does not know.
        double? special = number switch { "Infinity" => double.PositiveInfinity, "-Infinity" => double.NegativeInfinity, "NaN" => double.NaN, _ => null };
        if (special is { } odd)
        {
            return new(JsonKind.Number) { Real = odd };
        }

        const NumberStyles Form = NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint | NumberStyles.AllowExponent;
        if (number.Length == 0 || number.Length > 400 || !(char.IsDigit(number[0]) || (number[0] == '-' && number.Length > 1)) || !double.TryParse(number, Form, CultureInfo.InvariantCulture, out double real))
        {
            _at = start;
            throw Fault("a value is neither text, number, list, object, true, false nor null");
        }

        return new(JsonKind.Number)
        {
            Real = real,
            Whole = long.TryParse(number, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out long whole) ? whole : null,
        };
    }

    private void Word(string word)
    {
        if (string.CompareOrdinal(_text, _at, word, 0, word.Length) != 0)
        {
            throw Fault("a value is neither text, number, list, object, true, false nor null");
        }

        _at += word.Length;
    }

    private void Expect(char wanted)
    {
        if (Peek() != wanted)
        {
            throw Fault($"'{wanted}' is missing");
        }

        _at++;
    }

    private char Peek() => _at < _text.Length ? _text[_at] : '\0';

    private void Space()
    {
        while (_at < _text.Length && _text[_at] is ' ' or '\t' or '\r' or '\n')
        {
            _at++;
        }
    }

    private JsonFault Fault(string what) => new(Place(what));

    private string Place(string what)
    {
        int line = 1;
        for (int i = 0; i < _at && i < _text.Length; i++)
        {
            line += _text[i] == '\n' ? 1 : 0;
        }

        return $"{what} (line {line})";
    }

    private sealed class JsonFault(string message) : System.Exception(message);
}
