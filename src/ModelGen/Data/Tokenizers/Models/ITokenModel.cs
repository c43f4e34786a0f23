using System;
using System.Collections.Generic;
using System.Text.Json;

namespace ModelGen.Data.Tokenizers.Models;

/// <summary>Makes tokens of words.</summary>
internal interface ITokenModel
{
    /// <summary>The ids of its tokens.</summary>
    IReadOnlyDictionary<string, int> Vocabulary { get; }

    /// <summary>Appends the tokens of a word.</summary>
    /// <param name="word">The word.</param>
    /// <param name="ids">Receives the tokens.</param>
    /// <param name="places">Receives which characters of the word each of them covers: several one character, where they are its bytes; null: nobody asks.</param>
    void Encode(ReadOnlySpan<char> word, List<int> ids, List<(int Start, int End)>? places = null);

    /// <summary>Writes it as the <c>model</c> of a tokenizer.json.</summary>
    void Write(Utf8JsonWriter json);
}
