namespace ModelGen.Analyzers.DataEdges.Mends;

/// <summary>What would set a wrong shape right.</summary>
/// <param name="Text">As messages say it.</param>
/// <param name="Shape">The shape that it comes to.</param>
/// <param name="Call">A call behind the tensor that gives it that shape, with the same values; null where none does.</param>
internal sealed record Proposal(string Text, Shape Shape, string? Call = null);
