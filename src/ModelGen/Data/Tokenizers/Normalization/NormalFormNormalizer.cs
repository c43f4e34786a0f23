using System;
using ModelGen.Data.Tokenizers.Unicode;

namespace ModelGen.Data.Tokenizers.Normalization;

/// <summary>One of Unicode's normal forms.</summary>
/// <param name="compatible">Whether compatible characters become the same.</param>
/// <param name="composes">Whether characters are composed.</param>
internal sealed class NormalFormNormalizer(bool compatible, bool composes) : ITextNormalizer
{
    /// <inheritdoc/>
    public string Apply(string text, TextPlaces? places = null)
    {
        string all = NormalForms.Normalize(text, compatible, composes);
        if (places is null || all == text) return all;
        TextRewrite result = new(text, places);
        int done = 0;
        for (int start = 0; start < text.Length;)
        {
            // Each part by itself, as long as it is what the whole has there: marks belong to what is before them.
            int end = start + 1;
            while (end < text.Length && !NormalForms.IsBoundary(text, end)) end++;
            string part = NormalForms.Normalize(text[start..end], compatible, composes);
            if (!all.AsSpan(done).StartsWith(part, StringComparison.Ordinal)) break;
            if (text.AsSpan(start, end - start).SequenceEqual(part)) result.Keep(start, end);
            else result.Put(part, start, end);
            (done, start) = (done + part.Length, end);
            if (start == text.Length && done == all.Length) return result.Finish();
        }

        TextRewrite whole = new(text, places);
        whole.Put(all, 0, text.Length);
        return whole.Finish();
    }
}
