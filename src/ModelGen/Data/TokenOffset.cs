namespace ModelGen.Data;

/// <summary>Where a token comes from.</summary>
/// <param name="Text">0 or 1: the text, or its pair; -1: what the tokenizer put around them.</param>
/// <param name="Start">The first of its characters, counted in UTF-16 as strings are; with what was normalised away beside it.</param>
/// <param name="End">The one behind its last. Tokens that are bytes of one character all have its place.</param>
public readonly record struct TokenOffset(int Text, int Start, int End);
