using System;
using System.Collections.Generic;
using System.Text;

namespace ModelGen.Data.Tokenizers.Normalization;

/// <summary>Writes a text anew, and keeps where its characters come from if somebody asks.</summary>
/// <param name="text">The text as it was.</param>
/// <param name="places">Where its characters come from; null: nobody asks.</param>
internal sealed class TextRewrite(string text, TextPlaces? places)
{
    private readonly StringBuilder _result = new(text.Length);
    private readonly List<(int Start, int End)>? _sources = places is null ? null : new(text.Length);

    /// <summary>Takes over a part of the text.</summary>
    public void Keep(int start, int end)
    {
        _result.Append(text, start, end - start);
        for (int i = start; _sources is not null && i < end; i++) _sources.Add((i, i + 1));
    }

    /// <summary>Writes something in place of a part of the text, which may be empty.</summary>
    public void Put(ReadOnlySpan<char> content, int start, int end)
    {
        _result.Append(content);
        for (int i = 0; _sources is not null && i < content.Length; i++) _sources.Add((start, end));
    }

    /// <summary>The new text.</summary>
    public string Finish()
    {
        if (_sources is not null) places!.Change(_sources);
        return _result.ToString();
    }
}
