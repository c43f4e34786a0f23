using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Text;
using ModelGen.Analyzers;
using ModelGen.Analyzers.DataEdges;

namespace ModelGen.Tests.Harness;

/// <summary>A user's project as an editor holds it: documents in a workspace, the analyzer over them.</summary>
internal static class EditorProject
{
    public static Project Of(params string[] sources)
    {
        AdhocWorkspace workspace = new();
        ProjectId id = ProjectId.CreateNewId();
        Solution solution = workspace.CurrentSolution.AddProject(ProjectInfo.Create(
            id, VersionStamp.Create(), "User", "User", LanguageNames.CSharp,
            compilationOptions: UserProject.Options, parseOptions: UserProject.ParseOptions, metadataReferences: UserProject.References));
        for (int i = 0; i < sources.Length; i++)
        {
            string name = $"File{i}.cs";
            solution = solution.AddDocument(DocumentId.CreateNewId(id), name, SourceText.From(sources[i]), filePath: name);
        }

        return solution.GetProject(id)!;
    }

    public static async Task<string[]> Texts(Project project)
    {
        List<string> texts = [];
        foreach (Document document in project.Documents.OrderBy(document => document.Name))
        {
            texts.Add((await document.GetTextAsync()).ToString());
        }

        return [.. texts];
    }

    public static async Task<ImmutableArray<Diagnostic>> Diagnostics(Project project)
    {
        Compilation compilation = (await project.GetCompilationAsync())!;
        CompilationWithAnalyzersOptions options = new(new AnalyzerOptions([]), null, concurrentAnalysis: true, logAnalyzerExecutionTime: false);
        ImmutableArray<Diagnostic> found = await compilation.WithAnalyzers([new ModelAnalyzer(), new DataEdgeAnalyzer()], options).GetAnalyzerDiagnosticsAsync(CancellationToken.None);
        return [.. found.OrderBy(diagnostic => diagnostic.Location.SourceTree?.FilePath).ThenBy(diagnostic => diagnostic.Location.SourceSpan.Start)];
    }
}
