using System.Text.RegularExpressions;

namespace ModelGen.Data;

/// <summary>A token that is found in a text before it is split into words.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Text">Its text.</param>
/// <param name="StripsLeft">Whether white space before it belongs to it.</param>
/// <param name="StripsRight">Whether white space behind it belongs to it.</param>
/// <param name="IsWord">Whether it must not touch letters or digits.</param>
/// <param name="IsSpecial">Whether it is a mark, such as the end of a text, and not merely a word.</param>
internal sealed record SpecialToken(int Id, string Text, bool StripsLeft = false, bool StripsRight = false, bool IsWord = false, bool IsSpecial = true)
{
    /// <summary>What finds it.</summary>
    public string Pattern()
    {
        string word = IsWord ? $@"(?<!\w){Regex.Escape(Text)}(?!\w)" : Regex.Escape(Text);
        return (StripsLeft ? @"\s*" : "") + word + (StripsRight ? @"\s*" : "");
    }
}
