using System;
using System.Collections.Generic;
using System.Text;

namespace ModelGen.Compiler.Emit;

/// <summary>Indented text with '\n' line ends. A pretty printer: it computes nothing.</summary>
internal sealed class CodeWriter
{
    private const int LineLength = 160;

    private readonly StringBuilder _text = new();
    private int _depth;

    public CodeWriter Line(string text = "")
    {
        if (text.Length > 0)
        {
            _text.Append(' ', _depth * 4).Append(text);
        }

        _text.Append('\n');
        return this;
    }

    /// <summary>A call on one line; one that is too long has its arguments on lines below.</summary>
    /// <param name="call">Up to the opening parenthesis: <c>return Sum</c>.</param>
    public CodeWriter Call(string call, IReadOnlyList<string> arguments)
    {
        string all = $"{call}({string.Join(", ", arguments)});";
        if ((_depth * 4) + all.Length <= LineLength)
        {
            return Line(all);
        }

        Line(call + "(");
        using (Indent())
        {
            var line = new StringBuilder();
            for (int i = 0; i < arguments.Count; i++)
            {
                string next = arguments[i] + (i < arguments.Count - 1 ? "," : ");");
                if (line.Length > 0 && (_depth * 4) + line.Length + 1 + next.Length > LineLength)
                {
                    Line(line.ToString());
                    line.Clear();
                }

                line.Append(line.Length > 0 ? " " : "").Append(next);
            }

            return Line(line.ToString());
        }
    }

    /// <summary>A header line and braces around what is written until the result is disposed.</summary>
    public Scope Block(string header)
    {
        Line(header).Line("{");
        _depth++;
        return new Scope(this, "}");
    }

    /// <summary>A method with its parameters one below the other.</summary>
    public Scope Method(string header, params string[] parameters)
    {
        Line(header + "(");
        for (int i = 0; i < parameters.Length; i++)
        {
            Line("    " + parameters[i] + (i < parameters.Length - 1 ? "," : ")"));
        }

        Line("{");
        _depth++;
        return new Scope(this, "}");
    }

    /// <summary>One level deeper, without braces: the rest of a long call.</summary>
    public Scope Indent()
    {
        _depth++;
        return new Scope(this, null);
    }

    /// <summary>An empty writer at the same depth, whose text can be appended later.</summary>
    public CodeWriter Beside() => new() { _depth = _depth };

    public void Append(CodeWriter other) => _text.Append(other._text);

    public override string ToString() => _text.ToString();

    public readonly struct Scope(CodeWriter writer, string? end) : IDisposable
    {
        public void Dispose()
        {
            writer._depth--;
            if (end is not null)
            {
                writer.Line(end);
            }
        }
    }
}
