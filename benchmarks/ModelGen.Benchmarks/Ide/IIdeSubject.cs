namespace ModelGen.Benchmarks.Ide;

/// <summary>What an editor runs after an edit.</summary>
internal interface IIdeSubject
{
    IdeRun Run(EditedProject project);
}
