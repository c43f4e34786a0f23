using System;
using System.IO;
using ModelGen.Analyzers.Tests;
using Xunit;

namespace ModelGen.Package.Tests;

/// <summary>What <c>modelgen new --from FOLDER</c> writes is a project that builds without a warning, has the checkpoint checked by its build, and runs.</summary>
[Collection(PackedOnce.Name)]
public sealed class NewProjectTests(Packages packages)
{
#if DEBUG
    private const string Configuration = "Debug";
#else
    private const string Configuration = "Release";
#endif
    private static readonly string s_tool = Path.Combine(Repository.Root, "src", "ModelGen.Tool", "bin", Configuration, "net10.0", "ModelGen.Tool.dll");

    [Fact]
    public void ItBuildsAndRuns()
    {
        string folder = packages.NewFolder("new"), checkpoint = Path.Combine(folder, "tiny-llama"), project = Path.Combine(folder, "Tiny"), file = Path.Combine(project, "Tiny.csproj");
        Directory.CreateDirectory(checkpoint);
        foreach ((string from, string to) in new[] { ("tinyllama.config.json", "config.json"), ("tinyllama.safetensors", "model.safetensors") }) File.Copy(Path.Combine(Repository.Root, "tests", "golden", from), Path.Combine(checkpoint, to));
        File.WriteAllText(Path.Combine(checkpoint, "tokenizer.json"), """
            {"version":"1.0","truncation":null,"padding":null,"added_tokens":[],"normalizer":null,"pre_tokenizer":{"type":"WhitespaceSplit"},"post_processor":null,"decoder":null,
            "model":{"type":"WordLevel","unk_token":"x0","vocab":{VOCABULARY}}}
            """.Replace("VOCABULARY", string.Join(',', Array.ConvertAll(Numbers(), id => $"\"x{id}\":{id}")), StringComparison.Ordinal));
        packages.Run(folder, s_tool, "new", "Tiny", "--from", "tiny-llama").Succeeded();
        string text = File.ReadAllText(file);
        Assert.Contains("<PackageReference Include=\"ModelGen\" Version=\"", text, StringComparison.Ordinal);
        int version = text.IndexOf("Version=\"", StringComparison.Ordinal) + 9;
        File.WriteAllText(file, text[..version] + Packages.Version + text[text.IndexOf('"', version)..]);
        packages.Run(project, "build", "-c", "Release", "-warnaserror").Succeeded();
        Assert.StartsWith("x1 x2", packages.Run(project, "run", "-c", "Release", "--no-build", "--", "x1 x2").Succeeded().Output, StringComparison.Ordinal);

        // Weights of another model are an error of the build.
        File.Copy(Path.Combine(Repository.Root, "tests", "golden", "qwen2.safetensors"), Path.Combine(checkpoint, "model.safetensors"), overwrite: true);
        Outcome other = packages.Run(project, "build", "-c", "Release");
        Assert.NotEqual(0, other.ExitCode);
        Assert.Contains("MGEN600", other.Output, StringComparison.Ordinal);
    }

    // No more than the model's vocabulary, so that each token that it may choose has a text.
    private static int[] Numbers()
    {
        using System.Text.Json.JsonDocument config = System.Text.Json.JsonDocument.Parse(File.ReadAllText(Path.Combine(Repository.Root, "tests", "golden", "tinyllama.config.json")));
        return [.. System.Linq.Enumerable.Range(0, config.RootElement.GetProperty("vocab_size").GetInt32())];
    }
}
