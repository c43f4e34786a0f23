using System;
using System.Collections.Generic;
using System.Linq;
using ModelGen.Benchmarks.Ide;

namespace ModelGen.Benchmarks.Cases;

/// <summary>
/// <c>ide.TOOL-MODEL</c>: generator or analyzer after an edit of a number in the model, in a project of a hundred other files, or of 200 with 50,000 lines and 30 models (<c>large</c>);
/// <c>ide.TOOL-MODEL.elsewhere</c>: after an edit in one of those, where <c>recomputed</c> must be 0. The tool <c>idle</c> is an analyzer that does nothing,
/// <c>ours</c> what the analyzers add to it, both in turn (<see cref="IdeDifferenceCase"/>).
/// </summary>
internal sealed class IdeCases : ICaseFamily
{
    private static readonly (string Name, Func<EditedProject> Open)[] s_projects =
    [
        ("gpt", () => new(IdeModels.Gpt)), ("blocks", () => new(IdeModels.Blocks)), ("60-layers", () => new(IdeModels.Pipeline)), ("60-layers-graph", () => new(IdeModels.Graph)), ("calls", () => new(IdeModels.Calls)),
        ("large", () => new(LargeProject.Edited, LargeProject.Others)),
    ];

    private static readonly (string Name, Func<string, Func<EditedProject>, bool, ICase> Create)[] s_tools =
    [
        ("analyzer", (name, open, elsewhere) => new IdeCase(name, open, AnalyzerSubject.Ours, elsewhere)),
        ("idle", (name, open, elsewhere) => new IdeCase(name, open, AnalyzerSubject.Idle, elsewhere)),
        ("ours", (name, open, elsewhere) => new IdeDifferenceCase(name, open, elsewhere)),
        ("generator", (name, open, elsewhere) => new IdeCase(name, open, () => new GeneratorSubject(), elsewhere)),
    ];

    private static readonly Dictionary<string, ICase> s_cases = new(
        from tool in s_tools
        from project in s_projects
        from suffix in new[] { "", ".elsewhere" }
        let name = $"ide.{tool.Name}-{project.Name}{suffix}"
        select KeyValuePair.Create(name, tool.Create(name, project.Open, suffix.Length > 0)));

    public IEnumerable<string> Names => s_cases.Keys;

    public ICase? Find(string name) => s_cases.GetValueOrDefault(name);
}
