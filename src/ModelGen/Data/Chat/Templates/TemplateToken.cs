namespace ModelGen.Data.Chat.Templates;

/// <summary>A part of a template.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Text">A text or name as it means, a sign as it stands.</param>
/// <param name="Line">Where it stands, from 1.</param>
internal readonly record struct TemplateToken(TemplateTokenKind Kind, string Text, int Line);
