using System.IO;
using System.Linq;
using System.Threading.Tasks;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.MSBuild;
using Xunit;

namespace ModelGen.Package.Tests;

/// <summary>A project with the package, restored and opened once; what is typed in it afterwards, nobody saves.</summary>
public sealed class OpenedProject(Packages packages) : IAsyncLifetime
{
    private readonly MSBuildWorkspace _workspace = MSBuildWorkspace.Create();

    /// <summary>Its one file: the program of the package's readme.</summary>
    public Document Program { get; private set; } = null!;

    public async Task InitializeAsync()
    {
        string project = packages.NewProject("Typed", ("Program.cs", packages.ReadmeProgram()));
        packages.Run(Path.GetDirectoryName(project)!, "restore").Succeeded();
        Program = (await _workspace.OpenProjectAsync(project)).Documents.Single(document => document.Name == "Program.cs");
    }

    public Task DisposeAsync()
    {
        _workspace.Dispose();
        return Task.CompletedTask;
    }
}
