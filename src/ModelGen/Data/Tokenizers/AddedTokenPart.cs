namespace ModelGen.Data.Tokenizers;

/// <summary>A part of a text: an added token with the white space that belongs to it, or what is between two of them.</summary>
/// <param name="Start">Where it begins.</param>
/// <param name="End">Where it ends.</param>
/// <param name="Token">The token, if it is one.</param>
internal readonly record struct AddedTokenPart(int Start, int End, AddedToken? Token);
