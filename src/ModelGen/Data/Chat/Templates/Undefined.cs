namespace ModelGen.Data.Chat.Templates;

/// <summary>A variable or field that there is not: false, written as nothing, and of no other use.</summary>
/// <param name="Name">What was asked for.</param>
internal sealed record Undefined(string Name);
