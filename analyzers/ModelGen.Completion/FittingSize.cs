namespace ModelGen.Completion;

/// <summary>One item of the list: what is inserted, and why it fits.</summary>
internal sealed record FittingSize(string Text, string Reason);
