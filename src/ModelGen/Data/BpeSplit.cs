using System;
using System.Text.RegularExpressions;

namespace ModelGen.Data;

/// <summary>Cuts a text into words, across which nothing is merged.</summary>
internal sealed class BpeSplit
{
    // GPT-2's: contractions, letters, digits and other signs, each with the space before it; white space.
    private const string Gpt2Pattern = @"'s|'t|'re|'ve|'m|'ll|'d| ?\p{L}+| ?\p{N}+| ?[^\s\p{L}\p{N}]+|\s+(?!\S)|\s+";

    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(30);

    private readonly Regex _pattern;

    /// <param name="pattern">What words are; what is between two of them is a word, too.</param>
    /// <exception cref="ArgumentException">The pattern is no regular expression of .NET.</exception>
    public BpeSplit(string pattern)
    {
        _pattern = new Regex(pattern, RegexOptions.CultureInvariant, s_patience);
        Pattern = pattern;
    }

    /// <summary>GPT-2's words.</summary>
    public static BpeSplit Gpt2 { get; } = new(Gpt2Pattern);

    /// <summary>What words are.</summary>
    public string Pattern { get; }

    /// <summary>The words in order; together they are the text.</summary>
    public Enumerator Split(string text) => new(text, _pattern);

    /// <summary>Walks over the words.</summary>
    public ref struct Enumerator
    {
        private readonly ReadOnlySpan<char> _text;
        private Regex.ValueMatchEnumerator _matches;
        private int _position;
        private (int Start, int End)? _match;

        internal Enumerator(string text, Regex pattern)
        {
            _text = text;
            _matches = pattern.EnumerateMatches(text);
        }

        public ReadOnlySpan<char> Current { get; private set; }

        public readonly Enumerator GetEnumerator() => this;

        public bool MoveNext()
        {
            while (_match is null || _match.Value.End <= _position)
            {
                if (!_matches.MoveNext())
                {
                    // What no match has at the end.
                    if (_position >= _text.Length) return false;
                    Current = _text[_position..];
                    _position = _text.Length;
                    return true;
                }

                _match = (_matches.Current.Index, _matches.Current.Index + _matches.Current.Length);
            }

            int end = _match.Value.Start > _position ? _match.Value.Start : _match.Value.End;
            Current = _text[_position..end];
            _position = end;
            return true;
        }
    }
}
