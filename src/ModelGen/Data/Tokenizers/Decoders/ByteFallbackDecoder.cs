using System;
using System.Collections.Generic;
using System.Globalization;
using System.Text;

namespace ModelGen.Data.Tokenizers.Decoders;

/// <summary>Makes characters of tokens such as <c>&lt;0xE2&gt;</c>; bytes that are no UTF-8 become U+FFFD each.</summary>
internal sealed class ByteFallbackDecoder : ITextDecoder
{
    private static readonly UTF8Encoding s_strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <inheritdoc/>
    public List<string> Apply(List<string> tokens)
    {
        List<string> result = new(tokens.Count);
        List<byte> bytes = [];
        foreach (string token in tokens)
        {
            if (Byte(token) is byte value)
            {
                bytes.Add(value);
                continue;
            }

            Flush(bytes, result);
            result.Add(token);
        }

        Flush(bytes, result);
        return result;
    }

    private static byte? Byte(string token) =>
        token.Length == 6 && token.StartsWith("<0x", StringComparison.Ordinal) && token[5] == '>' && byte.TryParse(token.AsSpan(3, 2), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out byte value) ? value : null;

    private static void Flush(List<byte> bytes, List<string> result)
    {
        if (bytes.Count == 0) return;
        try
        {
            result.Add(s_strict.GetString([.. bytes]));
        }
        catch (DecoderFallbackException)
        {
            result.Add(new string('\uFFFD', bytes.Count));
        }

        bytes.Clear();
    }
}
