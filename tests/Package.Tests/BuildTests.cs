using System;
using System.IO;
using Xunit;

namespace ModelGen.Package.Tests;

/// <summary>A fresh project that references the package: it builds without a warning and trains, and a wrong number stops its build.</summary>
[Collection(PackedOnce.Name)]
public sealed class BuildTests(Packages packages)
{
    [Fact]
    public void TheReadmesProgramTrains()
    {
        string folder = Path.GetDirectoryName(packages.NewProject("Trains", ("Program.cs", packages.ReadmeProgram())))!;
        packages.Run(folder, "build", "-c", "Release").Succeeded();
        string said = packages.Run(folder, "run", "-c", "Release", "--no-build").Succeeded().Output;
        Assert.StartsWith("loss 0.0", said, StringComparison.Ordinal);
    }

    /// <summary>A reference is all that the shortest form of training needs to show its epochs, here as lines, for output is redirected.</summary>
    [Fact]
    public void TheConsolePackageShowsEpochs()
    {
        string project = packages.NewProject("Shows", ("Program.cs", """
            using System.Numerics.Tensors;
            using ModelGen;
            using ModelGen.Data;
            using ModelGen.Training;

            TensorDataset<float, int> Data() => new(new ReadOnlyTensorSpan<float>([0, 0, 0, 1, 1, 0, 1, 1], [4, 2]), new int[] { 0, 1, 1, 0 }, batch: 2);
            new Xor(seed: 1).Fit(Data(), epochs: 2, validation: Data(), metrics: [Metrics.Accuracy]);

            [Model, Input(2), Linear(8), Tanh, Linear(2), Loss(Loss.CrossEntropy)]
            public partial class Xor;
            """));
        File.WriteAllText(project, File.ReadAllText(project).Replace("</ItemGroup>", $"""<PackageReference Include="ModelGen.Console" Version="{Packages.Version}" /></ItemGroup>"""));
        string folder = Path.GetDirectoryName(project)!;
        packages.Run(folder, "build", "-c", "Release").Succeeded();
        string[] lines = packages.Run(folder, "run", "-c", "Release", "--no-build").Succeeded().Output.Trim().ReplaceLineEndings("\n").Split('\n');
        Assert.Equal(2, lines.Length);
        for (int epoch = 0; epoch < 2; epoch++) Assert.Matches($"^epoch {epoch + 1}/2  .* loss .* accuracy .* held-out loss .* held-out accuracy ", lines[epoch]);
    }

    private const string Published = """
        using ModelGen;

        // The file's tensors are empty: what is compared is their names.
        [Pretrained("tiny.json")]
        public partial class Tiny;
        """;

    private const string Config = """{ "model_type": "llama", "vocab_size": 32, "hidden_size": 8, "num_hidden_layers": 1, "num_attention_heads": 2, "intermediate_size": 16, "max_position_embeddings": 16 }""";

    private const string Header = """{"model.norm.weight": {"dtype": "F32", "shape": [8], "data_offsets": [0, 32]}}""";

    [Fact]
    public void AWrongNumberIsAnErrorAtThatNumber()
    {
        string readme = packages.Read("ModelGen", "PACKAGE.md");
        string folder = Path.GetDirectoryName(packages.NewProject("Fails", ("Program.cs", packages.WrongProgram()), ("Published.cs", Published), ("tiny.json", Config)))!;
        File.WriteAllBytes(Path.Combine(folder, "model.safetensors"), [.. BitConverter.GetBytes((long)Header.Length), .. System.Text.Encoding.UTF8.GetBytes(Header)]);
        Outcome outcome = packages.Run(folder, "build", "-c", "Release");
        Assert.NotEqual(0, outcome.ExitCode);

        // The targets gave the compiler the configuration and the header of the file beside it.
        Assert.Contains("Published.cs(4,2): error MGEN6001: model.safetensors has no tensor for the model: model.embed_tokens.weight [32, 8], ", Assert.Single(outcome.Errors(), line => line.Contains("Published.cs", StringComparison.Ordinal)), StringComparison.Ordinal);
        string error = Assert.Single(outcome.Errors(), line => !line.Contains("Published.cs", StringComparison.Ordinal));
        string[] parts = error[error.IndexOf("Program.cs", StringComparison.Ordinal)..].Split(" (https://");
        Assert.Contains(": error MGEN1002: ", parts[0], StringComparison.Ordinal);
        Assert.Contains("\n" + parts[0] + "\n", readme.ReplaceLineEndings("\n"), StringComparison.Ordinal); // what the readme promises
        Assert.EndsWith("/docs/diagnostics/MGEN1002.md)", parts[1], StringComparison.Ordinal);
    }
}
