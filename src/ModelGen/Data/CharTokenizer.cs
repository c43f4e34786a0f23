using System;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Text;
using System.Text.Json;
using ModelGen.Data.Tokenizers.Files;
using ModelGen.Weights;

namespace ModelGen.Data;

/// <summary>One token per character (Unicode code point): the ids are places in the sorted list of characters.</summary>
public sealed class CharTokenizer : ITokenizer
{
    private readonly Rune[] _characters;
    private readonly Dictionary<int, int> _ids = [];
    private readonly int _replacement = -1;

    private CharTokenizer(Rune[] characters, Rune? replacement)
    {
        _characters = characters;
        for (int i = 0; i < characters.Length; i++) _ids.Add(characters[i].Value, i);
        if (replacement is Rune rune) _replacement = _ids[rune.Value];
    }

    /// <summary>The number of characters.</summary>
    public int Vocabulary => _characters.Length;

    /// <summary>What stands for a character that the tokenizer does not know, if it was made with a replacement.</summary>
    public Rune? Replacement => _replacement < 0 ? null : _characters[_replacement];

    /// <summary>A tokenizer for the characters of a text.</summary>
    /// <param name="text">The text.</param>
    /// <param name="replacement">Stands for unknown characters when encoding; null: they are an error.</param>
    /// <param name="maximum">The largest vocabulary: the most frequent characters are kept, the rest is replaced.</param>
    /// <exception cref="ArgumentException">The text is empty, or has more characters than <paramref name="maximum"/> and there is no replacement.</exception>
    public static CharTokenizer FromText(string text, Rune? replacement = null, int maximum = int.MaxValue)
    {
        ArgumentNullException.ThrowIfNull(text);
        ArgumentOutOfRangeException.ThrowIfLessThan(maximum, 1);
        if (text.Length == 0) throw new ArgumentException("The text is empty: a tokenizer needs the characters that it is to know", nameof(text));
        Dictionary<int, long> counts = [];
        foreach (Rune rune in text.EnumerateRunes()) counts[rune.Value] = counts.GetValueOrDefault(rune.Value) + 1;
        if (replacement is Rune stand) counts[stand.Value] = long.MaxValue; // kept, however rare
        List<int> kept = [.. counts.Keys];
        if (kept.Count > maximum)
        {
            if (replacement is null)
            {
                throw new ArgumentException(string.Create(CultureInfo.InvariantCulture,
                    $"The text has {kept.Count} different characters, more than {maximum}: give a replacement for the rare ones, or a larger vocabulary"), nameof(text));
            }

            kept.Sort((a, b) => counts[a] != counts[b] ? counts[b].CompareTo(counts[a]) : a.CompareTo(b));
            kept.RemoveRange(maximum, kept.Count - maximum);
        }

        kept.Sort();
        return new CharTokenizer([.. kept.ConvertAll(value => new Rune(value))], replacement);
    }

    /// <summary>Encodes a text.</summary>
    /// <exception cref="ArgumentException">A character is unknown and there is no replacement; names it and its place.</exception>
    public int[] Encode(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        int[] ids = new int[text.Length];
        int count = Encode(text, ids);
        return count == ids.Length ? ids : ids[..count];
    }

    /// <summary>Encodes a text without allocating.</summary>
    /// <param name="text">The text.</param>
    /// <param name="ids">Receives the ids; as long as the text is always enough.</param>
    /// <returns>How many ids there are.</returns>
    public int Encode(ReadOnlySpan<char> text, Span<int> ids)
    {
        int count = 0, position = 0;
        foreach (Rune rune in text.EnumerateRunes())
        {
            if (!_ids.TryGetValue(rune.Value, out int id))
            {
                if (_replacement < 0) throw Unknown(rune, position);
                id = _replacement;
            }

            ids[count++] = id;
            position += rune.Utf16SequenceLength;
        }

        return count;
    }

    /// <summary>Decodes ids.</summary>
    /// <exception cref="ArgumentOutOfRangeException">An id is outside [0, <see cref="Vocabulary"/>).</exception>
    public string Decode(ReadOnlySpan<int> ids)
    {
        Guard.TokenIds(ids, Vocabulary, nameof(CharTokenizer), nameof(ids));
        StringBuilder text = new(ids.Length);
        Span<char> pair = stackalloc char[2];
        foreach (int id in ids) text.Append(pair[.._characters[id].EncodeToUtf16(pair)]);
        return text.ToString();
    }

    /// <summary>The character of one id.</summary>
    public Rune Decode(int id)
    {
        Guard.TokenIds([id], Vocabulary, nameof(CharTokenizer), nameof(id));
        return _characters[id];
    }

    /// <summary>Writes the characters as JSON; a file that is there is replaced only when all is written.</summary>
    /// <exception cref="IOException">It cannot be written.</exception>
    public void Save(string path) => AtomicFile.Write(path, stream =>
    {
        int[] ids = new int[Vocabulary];
        for (int i = 0; i < ids.Length; i++) ids[i] = i;
        using Utf8JsonWriter json = new(stream, new JsonWriterOptions { Indented = true });
        json.WriteStartObject();
        json.WriteString("type", "characters");
        json.WriteString("characters", Decode(ids));
        if (Replacement is Rune rune) json.WriteString("replacement", rune.ToString());
        json.WriteEndObject();
    });

    /// <summary>Reads what <see cref="Save"/> wrote.</summary>
    /// <exception cref="FileNotFoundException">There is no such file.</exception>
    /// <exception cref="WeightFormatException">The file is damaged.</exception>
    public static CharTokenizer Load(string path) => TokenizerFile.Read(path, root =>
    {
        string characters = root.GetProperty("characters").GetString() ?? throw new FormatException("its characters are null");
        Rune? replacement = root.TryGetProperty("replacement", out JsonElement element) ? Rune.GetRuneAt(element.GetString() ?? "", 0) : null;
        List<Rune> runes = [.. characters.EnumerateRunes()];
        if (runes.Count == 0) throw new FormatException("it has no characters");
        for (int i = 1; i < runes.Count; i++)
        {
            if (runes[i] <= runes[i - 1]) throw new FormatException("its characters are not sorted and distinct");
        }

        if (replacement is Rune rune && !runes.Contains(rune)) throw new FormatException("its replacement is not one of its characters");
        return new CharTokenizer([.. runes], replacement);
    });

    private static ArgumentException Unknown(Rune rune, int position)
    {
        string shown = Rune.IsControl(rune) || Rune.GetUnicodeCategory(rune) == UnicodeCategory.OtherNotAssigned ? "" : $"'{rune}' ";
        return new ArgumentException(string.Create(CultureInfo.InvariantCulture,
            $"The tokenizer does not know the character {shown}(U+{rune.Value:X4}) at position {position}: leave it out, or make the tokenizer with a replacement"));
    }
}
