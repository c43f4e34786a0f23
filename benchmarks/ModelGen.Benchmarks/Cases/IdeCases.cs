using System;
using System.Collections.Generic;
using System.Linq;
using ModelGen.Benchmarks.Ide;

namespace ModelGen.Benchmarks.Cases;

/// <summary>
/// <c>ide.TOOL-MODEL</c>: generator or analyzer after an edit of a number in the model, in a project of a hundred other files;
/// <c>ide.TOOL-MODEL.elsewhere</c>: after an edit in one of those, where <c>recomputed</c> must be 0. The tool <c>idle</c> is an analyzer that does nothing.
/// </summary>
internal sealed class IdeCases : ICaseFamily
{
    private static readonly (string Name, Func<int, string> Source)[] s_models = [("gpt", IdeModels.Gpt), ("blocks", IdeModels.Blocks), ("60-layers", IdeModels.Pipeline), ("calls", IdeModels.Calls)];

    private static readonly (string Name, Func<IIdeSubject> Create)[] s_tools = [("analyzer", AnalyzerSubject.Ours), ("idle", AnalyzerSubject.Idle), ("generator", () => new GeneratorSubject())];

    private static readonly Dictionary<string, IdeCase> s_cases = new(
        from tool in s_tools
        from model in s_models
        from suffix in new[] { "", ".elsewhere" }
        let name = $"ide.{tool.Name}-{model.Name}{suffix}"
        select KeyValuePair.Create(name, new IdeCase(name, model.Source, tool.Create, suffix.Length > 0)));

    public IEnumerable<string> Names => s_cases.Keys;

    public ICase? Find(string name) => s_cases.GetValueOrDefault(name);
}
