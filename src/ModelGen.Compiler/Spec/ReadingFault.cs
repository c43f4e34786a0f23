namespace ModelGen.Compiler.Spec;

/// <summary>What a graph method says that cannot be read.</summary>
/// <param name="Message">One sentence that says what to write instead.</param>
public sealed record ReadingFault(ReadingProblem Problem, SourceRef Source, string Message, SourceRef? Related = null);

public enum ReadingProblem
{
    /// <summary>Code that is not part of the language of graph methods.</summary>
    Unreadable,

    /// <summary>The graph method of a block asks for a size, which depends on where it is used.</summary>
    Size,

    /// <summary>A value that belongs to another graph.</summary>
    Foreign,

    /// <summary>C# itself reports an error there: nothing more is to be said.</summary>
    Silent,
}
