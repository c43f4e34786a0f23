using System;
using System.Buffers.Binary;

namespace ModelGen.Data.Tokenizers.Normalization;

/// <summary>SentencePiece's table of what characters become: a double-array trie over UTF-8, and the texts that its leaves point to.</summary>
/// <remarks>Yata's darts-clone, as SentencePiece's normalizer.cc writes it: the trie's size, its units, then texts that end in 0; all numbers with the least byte first. A unit: bit 8 says that a leaf follows, bit 31 that it is one, bits 0 to 7 are its label, bits 10 on with bit 9 where its children are.</remarks>
internal sealed class CharacterMap
{
    private readonly uint[] _units;
    private readonly byte[] _texts;

    /// <param name="bytes">The table.</param>
    /// <exception cref="FormatException">It is damaged.</exception>
    public CharacterMap(ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length < 8) throw new FormatException("its precompiled_charsmap is too short");
        uint size = BinaryPrimitives.ReadUInt32LittleEndian(bytes);
        if (size % 4 != 0 || size < 4 || size > bytes.Length - 4) throw new FormatException("its precompiled_charsmap is damaged");
        _units = new uint[size / 4];
        for (int i = 0; i < _units.Length; i++) _units[i] = BinaryPrimitives.ReadUInt32LittleEndian(bytes[(4 + (4 * i))..]);
        _texts = bytes[(4 + (int)size)..].ToArray();
    }

    /// <summary>What the beginning of a text becomes.</summary>
    /// <param name="text">UTF-8.</param>
    /// <param name="longest">Whether of several beginnings the longest counts, not the shortest.</param>
    /// <param name="length">The bytes of the beginning.</param>
    /// <returns>UTF-8; null: there is no such beginning.</returns>
    public ReadOnlyMemory<byte>? Find(ReadOnlySpan<byte> text, bool longest, out int length)
    {
        (uint node, int found) = (Children(_units[0]), -1);
        length = 0;
        for (int i = 0; i < text.Length && text[i] != 0; i++)
        {
            node ^= text[i];
            if (node >= (uint)_units.Length) break;
            uint unit = _units[node];
            if ((unit & 0x800000FF) != text[i]) break;
            node ^= Children(unit);
            if ((unit & 0x100) == 0) continue;
            if (node >= (uint)_units.Length) break;
            (found, length) = ((int)(_units[node] & 0x7FFFFFFF), i + 1);
            if (!longest) break;
        }

        if (found < 0 || found >= _texts.Length) return null;
        int end = Array.IndexOf(_texts, (byte)0, found);
        return _texts.AsMemory(found..(end < 0 ? _texts.Length : end));
    }

    /// <summary>The longest text that a beginning becomes, in bytes.</summary>
    public int LongestText()
    {
        int longest = 0, start = 0;
        for (int i = 0; i <= _texts.Length; i++)
        {
            if (i < _texts.Length && _texts[i] != 0) continue;
            (longest, start) = (Math.Max(longest, i - start), i + 1);
        }

        return longest;
    }

    private static uint Children(uint unit) => (unit >> 10) << (int)((unit & 0x200) >> 6);
}
