using System;
using System.Collections.Generic;
using System.Globalization;
using ModelGen.Data.Tokenizers.Unicode;

namespace ModelGen.Data.Tokenizers.Patterns;

/// <summary>Reads regular expressions in the syntax of Oniguruma, which tokenizer files are written for.</summary>
/// <remarks>Refused, as nothing that cuts texts into words needs them: references to groups, conditions, calls, <c>\G</c>, <c>\K</c>, <c>\X</c>.</remarks>
internal sealed class PatternParser
{
    private const int Longest = 10_000;
    private const int Deepest = 50;
    private const int MostRepeats = 1000;

    private readonly PatternReader _reader;
    private readonly PatternSetParser _sets;

    private PatternParser(string pattern)
    {
        _reader = new PatternReader(pattern);
        _sets = new PatternSetParser(_reader);
    }

    /// <exception cref="FormatException">It is no pattern, or of a kind that is not known here; a clause that says which.</exception>
    public static PatternNode Parse(string pattern)
    {
        if (pattern.Length > Longest) throw new FormatException("its pattern is longer than 10000 characters");
        PatternParser parser = new(pattern);
        PatternNode node = parser.Choice(default, 0);
        return parser._reader.IsAtEnd ? node : throw parser._reader.Error("a ) without a (");
    }

    private PatternNode Choice(PatternOptions options, int depth)
    {
        if (depth > Deepest) throw _reader.Error("groups more than 50 deep");
        List<PatternNode> alternatives = [];
        do alternatives.Add(Sequence(ref options, depth));
        while (_reader.Take('|'));
        return PatternNode.Of(PatternKind.Choice, alternatives);
    }

    private PatternNode Sequence(ref PatternOptions options, int depth)
    {
        List<PatternNode> parts = [];
        while (true)
        {
            if (options.IsExtended) _reader.SkipBlanks();
            if (_reader.IsAtEnd || _reader.Next is '|' or ')') return PatternNode.Of(PatternKind.Sequence, parts);
            if (Switches(ref options))
            {
                // (?i) holds up to the end of the group, alternatives included: what follows is a part of this one.
                if (_reader.IsAtEnd || _reader.Next == ')') return PatternNode.Of(PatternKind.Sequence, parts);
                parts.Add(Choice(options, depth + 1));
                return PatternNode.Of(PatternKind.Sequence, parts);
            }

            parts.Add(Repeated(Atom(options, depth), options));
        }
    }

    private bool Switches(ref PatternOptions options)
    {
        int start = _reader.Position;
        PatternOptions changed = options;
        if (_reader.Take("(?") && Options(ref changed) && _reader.Take(')'))
        {
            options = changed;
            return true;
        }

        _reader.Position = start;
        return false;
    }

    private bool Options(ref PatternOptions options)
    {
        bool on = true, any = false;
        PatternOptions changed = options;
        for (; ; any = true)
        {
            if (_reader.Take('-')) on = false;
            else if (_reader.Take('i')) changed = changed with { IgnoresCase = on };
            else if (_reader.Take('m')) changed = changed with { DotIsAny = on };
            else if (_reader.Take('x')) changed = changed with { IsExtended = on };
            else break;
        }

        bool ends = any && !_reader.IsAtEnd && _reader.Next is ')' or ':';
        if (ends && any) options = changed;
        return ends && any;
    }

    private PatternNode Atom(PatternOptions options, int depth)
    {
        int value = _reader.Read();
        switch (value)
        {
            case '(': return Group(options, depth);
            case '[': return PatternNode.One(_sets.Bracket(options.IgnoresCase, 0));
            case '.': return PatternNode.One(options.DotIsAny ? CodePointSet.Range(0, CodePointSet.Largest) : CodePointSet.Range('\n', '\n').Not());
            case '^': return new PatternNode { Kind = PatternKind.Place, Place = PatternPlace.LineStart };
            case '$': return new PatternNode { Kind = PatternKind.Place, Place = PatternPlace.LineEnd };
            case '\\': return Escape(options);
            case '*' or '+' or '?': throw _reader.Error("a repetition of nothing");
            default: return One(value, options);
        }
    }

    private static PatternNode One(int value, PatternOptions options)
    {
        CodePointSet set = CodePointSet.Range(value, value);
        return PatternNode.One(options.IgnoresCase ? CaseFolding.Close(set) : set);
    }

    private PatternNode Escape(PatternOptions options)
    {
        PatternPlace? place = _reader.IsAtEnd ? throw _reader.Error("a \\ at its end") : _reader.Next switch
        {
            'A' => PatternPlace.TextStart,
            'z' => PatternPlace.TextEnd,
            'Z' => PatternPlace.LastLineEnd,
            'b' => PatternPlace.WordEdge,
            'B' => PatternPlace.NoWordEdge,
            _ => null,
        };
        if (place is PatternPlace where)
        {
            _reader.Read();
            return new PatternNode { Kind = PatternKind.Place, Place = where };
        }

        if (_reader.Take('R')) return LineBreak();
        CodePointSet set = _sets.Escape(out bool isLiteral);
        return PatternNode.One(options.IgnoresCase && isLiteral ? CaseFolding.Close(set) : set);
    }

    private static PatternNode LineBreak()
    {
        PatternNode pair = PatternNode.Of(PatternKind.Sequence, PatternNode.One(CodePointSet.Range('\r', '\r')), PatternNode.One(CodePointSet.Range('\n', '\n')));
        PatternNode single = PatternNode.One(CodePointSet.Ranges([(0x0A, 0x0D), (0x85, 0x85), (0x2028, 0x2029)]));
        return PatternNode.Of(PatternKind.Atomic, PatternNode.Of(PatternKind.Choice, pair, single));
    }

    private PatternNode Group(PatternOptions options, int depth)
    {
        PatternNode node;
        if (_reader.Take("?#"))
        {
            while (_reader.Read() != ')') { }
            return PatternNode.Of(PatternKind.Sequence, (IReadOnlyList<PatternNode>)[]);
        }

        if (_reader.Take("?:")) node = Choice(options, depth + 1);
        else if (_reader.Take("?=")) node = Look(PatternKind.Ahead, isNegative: false, Choice(options, depth + 1));
        else if (_reader.Take("?!")) node = Look(PatternKind.Ahead, isNegative: true, Choice(options, depth + 1));
        else if (_reader.Take("?<=")) node = Behind(isNegative: false, Choice(options, depth + 1));
        else if (_reader.Take("?<!")) node = Behind(isNegative: true, Choice(options, depth + 1));
        else if (_reader.Take("?>")) node = PatternNode.Of(PatternKind.Atomic, Choice(options, depth + 1));
        else if (_reader.Take("?<"))
        {
            while (_reader.Read() != '>') { } // a name, which nothing can refer to
            node = Choice(options, depth + 1);
        }
        else if (_reader.Take('?'))
        {
            if (!Options(ref options) || !_reader.Take(':')) throw _reader.Error("a group of a kind that is not known");
            node = Choice(options, depth + 1);
        }
        else node = Choice(options, depth + 1);

        return _reader.Take(')') ? node : throw _reader.Error("a ( without a )");
    }

    private static PatternNode Look(PatternKind kind, bool isNegative, PatternNode child) => new() { Kind = kind, IsNegative = isNegative, Children = [child] };

    // Each alternative may have its own length: one of them must end here, or none.
    private PatternNode Behind(bool isNegative, PatternNode child)
    {
        List<PatternNode> looks = [];
        foreach (PatternNode alternative in child.Kind == PatternKind.Choice ? child.Children : [child])
        {
            if (alternative.Length() is null) throw _reader.Error("a lookbehind without a fixed length");
            looks.Add(Look(PatternKind.Behind, isNegative, alternative));
        }

        return PatternNode.Of(isNegative ? PatternKind.Sequence : PatternKind.Choice, looks);
    }

    private PatternNode Repeated(PatternNode node, PatternOptions options)
    {
        while (true)
        {
            if (options.IsExtended) _reader.SkipBlanks();
            (int Least, int Most) times;
            bool isInterval = false;
            if (_reader.Take('*')) times = (0, int.MaxValue);
            else if (_reader.Take('+')) times = (1, int.MaxValue);
            else if (_reader.Take('?')) times = (0, 1);
            else if (Interval() is (int, int) interval) (times, isInterval) = (interval, true);
            else return node;

            // {n}? is optional and {n,m}+ repeats again; behind the others these are lazy and possessive.
            bool isExact = isInterval && times.Least == times.Most;
            bool isLazy = !isExact && _reader.Take('?');
            bool isPossessive = !isInterval && !isLazy && _reader.Take('+');
            node = new PatternNode { Kind = PatternKind.Repeat, Children = [node], Least = times.Least, Most = times.Most, IsLazy = isLazy };
            if (isPossessive) node = PatternNode.Of(PatternKind.Atomic, node);
        }
    }

    // {n}, {n,}, {,m} or {n,m}; anything else is a brace.
    private (int Least, int Most)? Interval()
    {
        int start = _reader.Position;
        if (_reader.Take('{'))
        {
            int? least = Number(), most = least;
            if (_reader.Take(',')) most = Number() ?? (least is null ? null : int.MaxValue);
            if (_reader.Take('}') && (least ?? most) is not null)
            {
                (int Least, int Most) times = (least ?? 0, most ?? int.MaxValue);
                if (times.Least > MostRepeats || (times.Most > MostRepeats && times.Most != int.MaxValue)) throw _reader.Error("more than 1000 repetitions");
                return times.Least <= times.Most ? times : throw _reader.Error("a repetition of at least more than at most");
            }
        }

        _reader.Position = start;
        return null;
    }

    private int? Number()
    {
        string digits = "";
        while (!_reader.IsAtEnd && _reader.Next is >= '0' and <= '9' && digits.Length < 9) digits += (char)_reader.Read();
        return digits.Length == 0 ? null : int.Parse(digits, CultureInfo.InvariantCulture);
    }
}
