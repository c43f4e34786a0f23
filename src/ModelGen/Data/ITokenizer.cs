using System;

namespace ModelGen.Data;

/// <summary>Turns text into token ids and back.</summary>
public interface ITokenizer
{
    /// <summary>The number of ids: they are in [0, Vocabulary).</summary>
    int Vocabulary { get; }

    /// <summary>Encodes a text.</summary>
    int[] Encode(string text);

    /// <summary>Decodes ids.</summary>
    /// <exception cref="ArgumentOutOfRangeException">An id is outside [0, <see cref="Vocabulary"/>).</exception>
    string Decode(ReadOnlySpan<int> ids);
}
