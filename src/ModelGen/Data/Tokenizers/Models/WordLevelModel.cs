using System;
using System.Collections.Generic;
using System.Text.Json;

namespace ModelGen.Data.Tokenizers.Models;

/// <summary>A token for each word that is known.</summary>
/// <param name="vocabulary">The words.</param>
/// <param name="unknown">What stands for others; one that is no word itself: they are left out.</param>
internal sealed class WordLevelModel(Dictionary<string, int> vocabulary, string unknown) : ITokenModel
{
    private readonly Dictionary<string, int>.AlternateLookup<ReadOnlySpan<char>> _lookup = vocabulary.GetAlternateLookup<ReadOnlySpan<char>>();

    /// <inheritdoc/>
    public IReadOnlyDictionary<string, int> Vocabulary => vocabulary;

    /// <inheritdoc/>
    public void Encode(ReadOnlySpan<char> word, List<int> ids, List<(int Start, int End)>? places = null)
    {
        if (!_lookup.TryGetValue(word, out int id) && !vocabulary.TryGetValue(unknown, out id)) return;
        ids.Add(id);
        places?.Add((0, word.Length));
    }

    /// <inheritdoc/>
    public void Write(Utf8JsonWriter json)
    {
        json.WriteStartObject();
        json.WriteString("type", "WordLevel");
        BpeModel.WriteVocabulary(json, vocabulary);
        json.WriteString("unk_token", unknown);
        json.WriteEndObject();
    }
}
