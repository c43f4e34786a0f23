using System.Collections.Generic;
using System.Linq;

namespace ModelGen.Compiler.Layers;

/// <summary>
/// What a user may write as <c>WeightName</c>: words parted by dots, or nothing; and for a layer of several maps a word for each at the end, in
/// braces, as a shell expands them: <c>attn.{c_attn,c_proj}</c>.
/// </summary>
internal static class WeightNames
{
    /// <returns>One name, or one for each word in braces; null where the text is neither.</returns>
    public static IReadOnlyList<string>? Parse(string text)
    {
        int open = text.IndexOf('{');
        if (open < 0)
        {
            return text.Length == 0 || IsDotted(text) ? [text] : null;
        }

        if (text[text.Length - 1] != '}')
        {
            return null;
        }

        string[] names = [.. text.Substring(open + 1, text.Length - open - 2).Split(',').Select(word => text.Substring(0, open) + word.Trim())];
        return names.All(IsDotted) ? names : null;
    }

    public static bool HasBraces(string text) => text.IndexOf('{') >= 0;

    public static bool IsDotted(string text) => text.Split('.').All(word => word.Length > 0 && word.All(IsLetter));

    // Emitted as they are into C# text, and read by other programs.
    private static bool IsLetter(char c) => c is (>= 'a' and <= 'z') or (>= 'A' and <= 'Z') or (>= '0' and <= '9') or '_' or '-';
}
