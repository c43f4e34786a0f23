using System;
using System.Collections.Generic;
using System.IO;
using System.IO.Compression;
using System.Linq;
using ModelGen.Analyzers.Tests;

namespace ModelGen.Package.Tests;

/// <summary>Both packages, packed once, and a place outside the repository where projects get them and nothing that lay in a cache before.</summary>
public sealed class Packages : IDisposable
{
    /// <summary>A version that no source and no cache can have.</summary>
    public const string Version = "0.1.0-packed-by-tests";

#if DEBUG
    private const string Configuration = "Debug";
#else
    private const string Configuration = "Release";
#endif
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("modelgen-package-");
    private readonly Dictionary<string, string> _environment;

    public Packages()
    {
        _environment = new() { ["NUGET_PACKAGES"] = Path.Combine(_folder.FullName, "cache") };
        try
        {
            Pack("src/ModelGen");
            Pack("src/ModelGen.Imaging");
            Pack("src/ModelGen.Console");
            Pack("templates");
        }
        catch
        {
            Dispose(); // xunit disposes of no fixture whose constructor failed
            throw;
        }

        // The machine's own sources stay: the nearest file adds to those further out.
        File.WriteAllText(Path.Combine(_folder.FullName, "nuget.config"), $"""
            <configuration>
              <packageSources>
                <add key="packed" value="{Feed}" />
              </packageSources>
            </configuration>
            """);
    }

    /// <summary>The folder that holds the packed files.</summary>
    public string Feed => Path.Combine(_folder.FullName, "feed");

    public string PathOf(string package, string extension = "nupkg") => Path.Combine(Feed, $"{package}.{Version}.{extension}");

    internal ZipArchive Open(string package, string extension = "nupkg") => ZipFile.OpenRead(PathOf(package, extension));

    internal string Read(string package, string entry)
    {
        using ZipArchive archive = Open(package);
        using StreamReader reader = new(archive.GetEntry(entry)?.Open() ?? throw new FileNotFoundException($"{entry} is not in {package}"));
        return reader.ReadToEnd();
    }

    /// <summary>The first C# block of the package's readme.</summary>
    internal string ReadmeProgram() => Read("ModelGen", "PACKAGE.md").ReplaceLineEndings("\n").Split("```csharp\n")[1].Split("```")[0];

    /// <summary>The same with a wrong number in its last layer.</summary>
    internal string WrongProgram() => ReadmeProgram().Replace("Linear(2)]", "Linear(2, InFeatures = 4)]");

    /// <summary>A new folder for a project.</summary>
    internal string NewFolder(string name) => _folder.CreateSubdirectory(name).FullName;

    /// <summary>A project that references the package and nothing else.</summary>
    /// <returns>The project file.</returns>
    internal string NewProject(string name, params (string File, string Text)[] files)
    {
        string folder = NewFolder(name), project = Path.Combine(folder, name + ".csproj");
        File.WriteAllText(project, $"""
            <Project Sdk="Microsoft.NET.Sdk">
              <PropertyGroup>
                <OutputType>Exe</OutputType>
                <TargetFramework>net10.0</TargetFramework>
                <Nullable>enable</Nullable>
                <AnalysisLevel>latest</AnalysisLevel>
                <TreatWarningsAsErrors>true</TreatWarningsAsErrors>
              </PropertyGroup>
              <ItemGroup>
                <PackageReference Include="ModelGen" Version="{Version}" />
              </ItemGroup>
            </Project>
            """);
        foreach ((string file, string text) in files)
        {
            File.WriteAllText(Path.Combine(folder, file), text);
        }

        return project;
    }

    internal Outcome Run(string folder, params string[] arguments) => DotNet.Run(folder, _environment, arguments);

    /// <summary>With more in the environment.</summary>
    internal Outcome Run(string folder, IReadOnlyDictionary<string, string> environment, params string[] arguments) =>
        DotNet.Run(folder, new Dictionary<string, string>(_environment.Concat(environment)), arguments);

    public void Dispose() => _folder.Delete(recursive: true);

    private void Pack(string project) =>
        DotNet.Run(Repository.Root, _environment, "pack", project, "-c", Configuration, "--no-build", "-o", Feed, "-p:PackageVersion=" + Version).Succeeded();
}
