namespace ModelGen.Compiler.Spec;

/// <summary>What was noticed of a graph method's constants while it was read, and stops nothing.</summary>
public sealed record ReadingNote(SourceRef Source, string Message);
