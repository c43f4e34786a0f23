using System;
using System.Text;

namespace ModelGen.Weights;

/// <summary>Text from files, made fit for a one-line message.</summary>
internal static class Text
{
    private const int Longest = 120;

    public static WeightFormatException Damaged(string file, string what, Exception? cause = null) =>
        new($"{file} is not a usable safetensors file: {what}; get the file again, or save it again", cause);

    public static string Quote(string text) => "'" + Clip(text) + "'";

    public static string Clip(string text)
    {
        StringBuilder clipped = new();
        foreach (char c in text)
        {
            if (clipped.Length >= Longest) return clipped.Append('…').ToString();
            clipped.Append(char.IsControl(c) || char.IsSurrogate(c) || c is '\u2028' or '\u2029' ? '?' : c);
        }

        return clipped.ToString();
    }
}
