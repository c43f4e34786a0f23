using System;

namespace ModelGen.Weights;

/// <summary>Text from files, made fit for a one-line message.</summary>
internal static class Text
{
    private const int Longest = 120;

    public static WeightFormatException Damaged(string file, string what, Exception? cause = null) =>
        new($"{file} is not a usable safetensors file: {what}; get the file again, or save it again", cause);

    public static string Quote(string text) => "'" + Clip(text) + "'";

    public static string Clip(string text) => Printable.Clip(text, Longest);

    /// <summary>A path, whole: its end is what tells files apart.</summary>
    public static string Path(string path) => Printable.Clean(path);
}
