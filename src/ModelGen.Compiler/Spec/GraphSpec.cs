namespace ModelGen.Compiler.Spec;

/// <summary>
/// A graph method as it was read: its inputs, then what it does, one step after another. Values are numbered: the inputs first, then the results of each step. Loops, helper methods and constants are
/// gone; a step that stands in a loop is there once for each turn.
/// </summary>
/// <param name="Name">The method's.</param>
/// <param name="Source">The method's name, for what concerns it as a whole.</param>
/// <param name="Fault">Where reading ended early; the steps before it are there, the outputs are not.</param>
public sealed record GraphSpec(
    string Name,
    SourceRef Source,
    EquatableArray<InputSpec> Inputs,
    EquatableArray<StepSpec> Steps,
    EquatableArray<ScopeSpec> Scopes,
    EquatableArray<OutputSpec> Outputs,
    ReadingFault? Fault = null)
{
    /// <summary>Divisions of whole numbers that dropped a remainder while the method was read.</summary>
    public EquatableArray<ReadingNote> Notes { get; init; }
}
