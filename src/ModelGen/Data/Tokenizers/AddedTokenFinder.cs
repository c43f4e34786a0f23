using System;
using System.Buffers;
using System.Collections.Generic;
using System.Text;
using ModelGen.Data.Tokenizers.Unicode;

namespace ModelGen.Data.Tokenizers;

/// <summary>Finds added tokens in a text: of those that begin first the longest. One that is refused, as it is to be a word and touches one, is used up all the same: no shorter one takes its place.</summary>
/// <remarks>As Hugging Face's tokenizers do it, whose ids models are trained with.</remarks>
internal sealed class AddedTokenFinder
{
    /// <summary>The most characters of a token: each place of a text is compared with no more.</summary>
    public const int Longest = 1000;

    private readonly Dictionary<(int Node, char Next), int> _nodes = [];
    private readonly List<AddedToken?> _ends = [null];
    private readonly SearchValues<char> _firsts;

    /// <param name="tokens">The tokens with what is looked for; of two that look for the same the first.</param>
    public AddedTokenFinder(IEnumerable<(string Text, AddedToken Token)> tokens)
    {
        HashSet<char> firsts = [];
        foreach ((string text, AddedToken token) in tokens)
        {
            int node = 0;
            foreach (char next in text)
            {
                if (!_nodes.TryGetValue((node, next), out int to))
                {
                    _nodes.Add((node, next), to = _ends.Count);
                    _ends.Add(null);
                }

                node = to;
            }

            _ends[node] ??= token;
            firsts.Add(text[0]);
        }

        _firsts = SearchValues.Create([.. firsts]);
    }

    /// <summary>The parts of a text in order.</summary>
    /// <remarks>White space behind a token that is to be left out may be tokens itself: these are parts, too, though they are within the other.</remarks>
    public List<AddedTokenPart> Cut(string text)
    {
        List<AddedTokenPart> parts = [];
        int done = 0, runEnd = 0;
        for (int from = 0; Find(text, from) is (int at, int end, AddedToken token); from = end)
        {
            if (token.IsWord && (IsWordBefore(text, at) || IsWordAt(text, end))) continue;
            int start = at, stop = end;
            if (token.StripsLeft)
            {
                while (start > done && UnicodeSets.WhiteSpace.Contains(text[start - 1])) start--;
            }

            if (token.StripsRight)
            {
                // One run of white space may follow many tokens.
                runEnd = Math.Max(runEnd, end);
                while (runEnd < text.Length && UnicodeSets.WhiteSpace.Contains(text[runEnd])) runEnd++;
                stop = runEnd;
            }

            if (done < start) parts.Add(new AddedTokenPart(done, start, null));
            parts.Add(new AddedTokenPart(start, stop, token));
            done = stop;
        }

        if (done < text.Length) parts.Add(new AddedTokenPart(done, text.Length, null));
        return parts;
    }

    private (int Start, int End, AddedToken Token)? Find(string text, int from)
    {
        while (true)
        {
            int skipped = text.AsSpan(from).IndexOfAny(_firsts);
            if (skipped < 0) return null;
            int start = from + skipped, end = -1;
            AddedToken? token = null;
            for (int node = 0, at = start; at < text.Length && _nodes.TryGetValue((node, text[at]), out node); at++)
            {
                if (_ends[node] is AddedToken found) (token, end) = (found, at + 1);
            }

            if (token is not null) return (start, end, token);
            from = start + 1;
        }
    }

    private static bool IsWordBefore(string text, int at) => Rune.DecodeLastFromUtf16(text.AsSpan(0, at), out Rune rune, out _) == OperationStatus.Done && IsWord(rune.Value);

    private static bool IsWordAt(string text, int at) => Rune.DecodeFromUtf16(text.AsSpan(at), out Rune rune, out _) == OperationStatus.Done && IsWord(rune.Value);

    // With the joiners, which the expressions that cut words do not count.
    private static bool IsWord(int value) => value is 0x200C or 0x200D || UnicodeSets.Word.Contains(value);
}
