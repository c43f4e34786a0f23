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
    void Encode(ReadOnlySpan<char> word, List<int> ids);

    /// <summary>Writes it as the <c>model</c> of a tokenizer.json.</summary>
    void Write(Utf8JsonWriter json);
}
