namespace ModelGen.Data.Tokenizers.Templates;

/// <summary>A part of what is made of one text or two: a text, or ids.</summary>
/// <param name="Text">0 or 1: the text; -1: the ids.</param>
/// <param name="Ids">The ids.</param>
/// <param name="Type">The type of its tokens.</param>
internal readonly record struct TemplatePart(int Text, int[] Ids, int Type);
