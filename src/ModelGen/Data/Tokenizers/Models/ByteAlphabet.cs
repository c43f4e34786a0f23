using System;
using System.Text;

namespace ModelGen.Data.Tokenizers.Models;

/// <summary>A printable character for each byte, and back: how byte-level vocabularies are written in files.</summary>
/// <remarks>Radford et al. 2019 (GPT-2): printable bytes of Latin-1 stand for themselves, the others for the characters from U+0100 on.</remarks>
internal static class ByteAlphabet
{
    private static readonly char[] s_characters = Characters();
    private static readonly short[] s_bytes = Bytes();

    /// <summary>The bytes as characters.</summary>
    public static string Write(ReadOnlySpan<byte> bytes)
    {
        StringBuilder text = new(bytes.Length);
        foreach (byte value in bytes) text.Append(s_characters[value]);
        return text.ToString();
    }

    /// <summary>The bytes of a text of such characters; null where there is another one.</summary>
    public static byte[]? Read(string text)
    {
        byte[] bytes = new byte[text.Length];
        for (int i = 0; i < bytes.Length; i++)
        {
            int value = text[i] < s_bytes.Length ? s_bytes[text[i]] : -1;
            if (value < 0) return null;
            bytes[i] = (byte)value;
        }

        return bytes;
    }

    private static char[] Characters()
    {
        char[] characters = new char[256];
        int next = 256;
        for (int value = 0; value < 256; value++)
        {
            bool isPrintable = value is (>= '!' and <= '~') or (>= 0xA1 and <= 0xAC) or >= 0xAE;
            characters[value] = (char)(isPrintable ? value : next++);
        }

        return characters;
    }

    private static short[] Bytes()
    {
        short[] bytes = new short[512];
        Array.Fill(bytes, (short)-1);
        for (int value = 0; value < 256; value++) bytes[s_characters[value]] = (short)value;
        return bytes;
    }
}
