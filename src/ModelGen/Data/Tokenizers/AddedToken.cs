namespace ModelGen.Data.Tokenizers;

/// <summary>A token that is found in a text before it is cut into words.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Text">Its text.</param>
/// <param name="StripsLeft">Whether white space before it belongs to it.</param>
/// <param name="StripsRight">Whether white space behind it belongs to it.</param>
/// <param name="IsWord">Whether it must not touch letters or digits.</param>
/// <param name="IsNormalized">Whether it is looked for in the normalised text, not in the raw one.</param>
/// <param name="IsSpecial">Whether it is a mark, such as the end of a text, and not merely a word.</param>
internal sealed record AddedToken(int Id, string Text, bool StripsLeft = false, bool StripsRight = false, bool IsWord = false, bool IsNormalized = false, bool IsSpecial = true);
