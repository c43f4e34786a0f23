using System;
using System.Collections.Generic;
using System.IO;
using System.IO.Compression;
using System.Linq;
using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;
using System.Xml.Linq;
using Xunit;

namespace ModelGen.Package.Tests;

/// <summary>What lies in the packages, and what they say of themselves.</summary>
[Collection(PackedOnce.Name)]
public sealed class ContentTests(Packages packages)
{
    private const string Analyzers = "analyzers/dotnet/cs/";

    [Fact]
    public void LibraryAndCompilerAreInTheirFolders()
    {
        Assert.Equal(
            [
                "PACKAGE.md",
                Analyzers + "ModelGen.Analyzers.dll", Analyzers + "ModelGen.CodeFixes.dll", Analyzers + "ModelGen.Compiler.dll", Analyzers + "ModelGen.Completion.dll", Analyzers + "ModelGen.Generator.dll",
                "buildTransitive/ModelGen.NativeAot.targets", "buildTransitive/ModelGen.Pretrained.targets", "buildTransitive/ModelGen.TorchOnOlderLinux.targets", "buildTransitive/ModelGen.targets", "icon.png", "lib/net10.0/ModelGen.dll", "lib/net10.0/ModelGen.xml",
            ],
            Files("ModelGen", "nupkg"));
        Assert.Equal(["lib/net10.0/ModelGen.pdb"], Files("ModelGen", "snupkg"));
    }

    [Fact]
    public void ImagingIsInItsFolderAndBringsTheAnalyzers()
    {
        Assert.Equal(["PACKAGE.md", "icon.png", "lib/net10.0/ModelGen.Imaging.dll", "lib/net10.0/ModelGen.Imaging.xml"], Files("ModelGen.Imaging", "nupkg"));
        Assert.Equal(["lib/net10.0/ModelGen.Imaging.pdb"], Files("ModelGen.Imaging", "snupkg"));
        XElement[] dependencies = [.. XDocument.Parse(packages.Read("ModelGen.Imaging", "ModelGen.Imaging.nuspec")).Descendants().Where(element => element.Name.LocalName == "dependency")];
        Assert.Equal(["ModelGen", "SixLabors.ImageSharp"], dependencies.Select(element => element.Attribute("id")!.Value).Order(StringComparer.Ordinal));
        XElement library = dependencies.Single(element => element.Attribute("id")!.Value == "ModelGen");
        Assert.DoesNotContain("Analyzers", library.Attribute("exclude")?.Value ?? "", StringComparison.Ordinal);
        Assert.Equal("[2.1.13, 3.0.0)", dependencies.Single(element => element != library).Attribute("version")!.Value); // 3 has another licence
    }

    [Fact]
    public void TheConsolePackageIsInItsFolders()
    {
        Assert.Equal(
            [
                "PACKAGE.md", "build/ModelGen.Console.props", "build/UseConsoleProgress.cs", "buildTransitive/ModelGen.Console.props", "icon.png",
                "lib/net10.0/ModelGen.Console.dll", "lib/net10.0/ModelGen.Console.xml",
            ],
            Files("ModelGen.Console", "nupkg"));
        Assert.Equal(["lib/net10.0/ModelGen.Console.pdb"], Files("ModelGen.Console", "snupkg"));
    }

    [Fact]
    public void TemplatesAreInTheirFolders() =>
        Assert.Equal(
            [
                "PACKAGE.md",
                "content/classifier/.template.config/template.json", "content/classifier/ModelGen.classifier.1.csproj",
                "content/classifier/Program.cs", "content/classifier/SpiralNet.cs", "content/classifier/Spirals.cs",
                "content/gpt/.template.config/template.json", "content/gpt/LetterGpt.cs", "content/gpt/ModelGen.gpt.1.csproj", "content/gpt/Program.cs",
                "icon.png",
            ],
            Files("ModelGen.Templates", "nupkg"));

    /// <summary>The compiler host loads what lies beside an analyzer and what Roslyn itself brings: no other file of ours, no package may be missing.</summary>
    [Fact]
    public void AnalyzersFindAllThatTheyReference()
    {
        using ZipArchive archive = packages.Open("ModelGen");
        ZipArchiveEntry[] analyzers = [.. archive.Entries.Where(entry => entry.FullName.StartsWith(Analyzers, StringComparison.Ordinal))];
        HashSet<string> there = [.. analyzers.Select(entry => Path.GetFileNameWithoutExtension(entry.Name))];
        string[] host = ["netstandard", "System.Memory", "Microsoft.CodeAnalysis", "System.Collections.Immutable", "System.Composition"];
        Assert.NotEmpty(analyzers);
        Assert.All(analyzers, entry => Assert.All(References(entry), name =>
            Assert.True(there.Contains(name) || host.Any(known => name == known || name.StartsWith(known + ".", StringComparison.Ordinal)), $"{entry.Name} needs {name}")));
    }

    /// <summary>The same sources give the same bytes: each assembly says so of itself.</summary>
    [Fact]
    public void AssembliesAreReproducible()
    {
        using ZipArchive archive = packages.Open("ModelGen");
        ZipArchiveEntry[] assemblies = [.. archive.Entries.Where(entry => entry.Name.EndsWith(".dll", StringComparison.Ordinal))];
        Assert.NotEmpty(assemblies);
        Assert.All(assemblies, entry =>
        {
            using PEReader reader = Assembly(entry);
            Assert.Contains(reader.ReadDebugDirectory(), found => found.Type == DebugDirectoryEntryType.Reproducible);
        });
    }

    [Theory]
    [InlineData("ModelGen")]
    [InlineData("ModelGen.Console")]
    [InlineData("ModelGen.Templates")]
    public void ThePackageSaysWhatItIs(string package)
    {
        XElement metadata = XDocument.Parse(packages.Read(package, package + ".nuspec")).Root!.Elements().Single(element => element.Name.LocalName == "metadata");
        string Value(string name) => metadata.Elements().Single(element => element.Name.LocalName == name).Value;

        Assert.Equal(package, Value("id"));
        Assert.Equal("MIT", Value("license"));
        Assert.Equal("icon.png", Value("icon"));
        Assert.Equal("PACKAGE.md", Value("readme"));
        Assert.NotEqual("Package Description", Value("description"));
        XElement repository = metadata.Elements().Single(element => element.Name.LocalName == "repository");
        Assert.Equal("git", repository.Attribute("type")!.Value);
        Assert.Equal(Value("projectUrl"), repository.Attribute("url")!.Value);

        string[] dependencies = [.. metadata.Descendants().Where(element => element.Name.LocalName == "dependency").Select(element => element.Attribute("id")!.Value)];
        Assert.Equal(package switch { "ModelGen" => ["CsvHelper", "Google.Protobuf", "System.Numerics.Tensors"], "ModelGen.Console" => ["ModelGen", "Spectre.Console"], _ => Array.Empty<string>() }, dependencies);
    }

    [Fact]
    public void TheIconIsASmallPicture()
    {
        using ZipArchive archive = packages.Open("ModelGen");
        ZipArchiveEntry icon = archive.GetEntry("icon.png")!;
        byte[] header = new byte[24];
        using Stream stream = icon.Open();
        stream.ReadExactly(header);
        Assert.Equal("89504E470D0A1A0A", Convert.ToHexString(header, 0, 8));
        Assert.Equal((128, 128), (header[19], header[23]));
        Assert.InRange(icon.Length, 1, 20_000);
    }

    private string[] Files(string package, string extension)
    {
        using ZipArchive archive = packages.Open(package, extension);
        string[] nugetsOwn = ["_rels/", "package/", "[Content_Types].xml", package + ".nuspec"];
        return [.. archive.Entries.Select(entry => entry.FullName).Where(name => !nugetsOwn.Any(own => name.StartsWith(own, StringComparison.Ordinal))).Order(StringComparer.Ordinal)];
    }

    private static string[] References(ZipArchiveEntry entry)
    {
        using PEReader reader = Assembly(entry);
        MetadataReader metadata = reader.GetMetadataReader();
        return [.. metadata.AssemblyReferences.Select(handle => metadata.GetString(metadata.GetAssemblyReference(handle).Name))];
    }

    private static PEReader Assembly(ZipArchiveEntry entry)
    {
        MemoryStream image = new();
        using (Stream stream = entry.Open())
        {
            stream.CopyTo(image);
        }

        image.Position = 0;
        return new PEReader(image);
    }
}
