using System;
using System.Text;

namespace ModelGen.Compiler.Emit;

/// <summary>Indented text with '\n' line ends. A pretty printer: it computes nothing.</summary>
internal sealed class CodeWriter
{
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

    /// <summary>Several lines, such as a raw string, at the current depth.</summary>
    public CodeWriter Lines(string text)
    {
        foreach (string line in text.Replace("\r", "").Split('\n'))
        {
            Line(line);
        }

        return this;
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
