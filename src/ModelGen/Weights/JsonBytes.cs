using System;

namespace ModelGen.Weights;

/// <summary>JSON files as editors save them.</summary>
internal static class JsonBytes
{
    /// <summary>Without the mark of UTF-8 that some editors put in front, which readers of JSON take for damage.</summary>
    /// <exception cref="FormatException">It is UTF-16.</exception>
    public static ReadOnlyMemory<byte> Unmarked(byte[] json) => json switch
    {
        [0xEF, 0xBB, 0xBF, ..] => json.AsMemory(3),
        [0xFF, 0xFE, ..] or [0xFE, 0xFF, ..] => throw new FormatException("it is text in UTF-16: save it as UTF-8"),
        _ => json,
    };
}
