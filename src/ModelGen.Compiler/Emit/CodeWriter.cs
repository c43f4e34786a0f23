using System;
using System.Collections.Generic;
using System.Runtime.CompilerServices;
using System.Text;

namespace ModelGen.Compiler.Emit;

/// <summary>Indented text with '\n' line ends. A pretty printer: it computes nothing.</summary>
internal sealed class CodeWriter
{
    private const int LineLength = 160;
    private const int FileLength = 16_000;
    private const int LongestKept = 500_000;

    // A model's files follow each other: they are written in the same memory.
    [ThreadStatic]
    private static StringBuilder? t_spare;

    private readonly StringBuilder _text;
    private int _depth;

    public CodeWriter()
        : this(new StringBuilder())
    {
    }

    private CodeWriter(StringBuilder text) => _text = text;

    /// <summary>The text of a whole file.</summary>
    public static string Write(Action<CodeWriter> body)
    {
        StringBuilder text = t_spare ?? new(FileLength);
        t_spare = null; // a file that is written meanwhile has memory of its own
        body(new CodeWriter(text));
        string whole = text.ToString();
        if (text.Capacity <= LongestKept)
        {
            t_spare = text.Clear();
        }

        return whole;
    }

    public CodeWriter Line(string text = "")
    {
        if (text.Length > 0)
        {
            _text.Append(' ', _depth * 4).Append(text);
        }

        _text.Append('\n');
        return this;
    }

    /// <summary>The same of interpolated text, which is written where it stays. What it is made of must not write lines itself.</summary>
    public CodeWriter Line([InterpolatedStringHandlerArgument("")] ref LineText text)
    {
        text.End();
        _text.Append('\n');
        return this;
    }

    /// <summary>A call on one line; one that is too long has its arguments on lines below.</summary>
    /// <param name="call">Up to the opening parenthesis: <c>return Sum</c>.</param>
    public CodeWriter Call(string call, IReadOnlyList<string> arguments)
    {
        int whole = (_depth * 4) + call.Length + "();".Length;
        for (int i = 0; i < arguments.Count; i++)
        {
            whole += arguments[i].Length + (i == 0 ? 0 : ", ".Length);
        }

        bool isShort = whole <= LineLength || arguments.Count == 0;
        _text.Append(' ', _depth * 4).Append(call).Append('(');
        if (isShort)
        {
            for (int i = 0; i < arguments.Count; i++)
            {
                _text.Append(i == 0 ? "" : ", ").Append(arguments[i]);
            }

            _text.Append(");\n");
            return this;
        }

        int indent = (_depth + 1) * 4, length = LineLength;
        for (int i = 0; i < arguments.Count; i++)
        {
            string end = i < arguments.Count - 1 ? "," : ");";
            int next = arguments[i].Length + end.Length;
            if (length + 1 + next > LineLength)
            {
                _text.Append('\n').Append(' ', indent);
                length = indent + next;
            }
            else
            {
                _text.Append(' ');
                length += 1 + next;
            }

            _text.Append(arguments[i]).Append(end);
        }

        _text.Append('\n');
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
        Line($"{header}(");
        for (int i = 0; i < parameters.Length; i++)
        {
            Line($"    {parameters[i]}{(i < parameters.Length - 1 ? "," : ")")}");
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

    /// <summary>Where the next line begins, for lines that turn out to be wanted there.</summary>
    public int Mark => _text.Length;

    /// <summary>Lines at an earlier mark.</summary>
    public void Insert(int mark, IEnumerable<string> lines)
    {
        var text = new StringBuilder();
        foreach (string line in lines)
        {
            text.Append(' ', _depth * 4).Append(line).Append('\n');
        }

        if (text.Length > 0)
        {
            _text.Insert(mark, text.ToString());
        }
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

    /// <summary>What C# makes of an interpolated line: its parts, written one after another behind the indentation.</summary>
    [InterpolatedStringHandler]
    public readonly ref struct LineText
    {
        private readonly StringBuilder _text;
        private readonly int _start;
        private readonly int _indent;

        public LineText(int literalLength, int formattedCount, CodeWriter writer)
        {
            (_text, _start, _indent) = (writer._text, writer._text.Length, writer._depth * 4);
            _text.Append(' ', _indent);
        }

        public void AppendLiteral(string text) => _text.Append(text);

        public void AppendFormatted(string? text) => _text.Append(text);

        public void AppendFormatted(object? value) => _text.Append(value?.ToString());

        /// <summary>A line that turns out to be empty has no indentation.</summary>
        internal void End() => _text.Length = _text.Length == _start + _indent ? _start : _text.Length;
    }
}
