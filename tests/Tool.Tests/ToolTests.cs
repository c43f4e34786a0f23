using System;
using System.IO;
using System.Linq;
using ModelGen;
using ModelGen.Runtime.Tests;
using ModelGen.Weights;
using Xunit;

namespace ModelGenTool.Tests;

/// <summary>The model of a golden case; <c>diff</c> finds it in this assembly.</summary>
[Pretrained("../golden/bert_mean.config.json")]
public partial class Trunk;

/// <summary>Another one.</summary>
[Model, Input(4), Linear(3, Name = "fc")]
public partial class Small;

/// <summary>The command <c>modelgen</c>, by what it says and how it fails.</summary>
public sealed class ToolTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("modelgen-tool-");

    [Fact]
    public void InspectShowsTensors()
    {
        string text = Tool.Says("inspect", Golden.PathOf("bert_mean.safetensors"), "--filter", "embeddings");
        Assert.Contains("40 tensors (F32 39, I64 1)", text, StringComparison.Ordinal);
        Assert.Contains("embeddings.word_embeddings.weight", text, StringComparison.Ordinal);
        Assert.Contains("[57, 36]", text, StringComparison.Ordinal);
        Assert.DoesNotContain("encoder.layer.0", text, StringComparison.Ordinal);
        Assert.Contains("deviation", Tool.Says("inspect", Golden.PathOf("bert_mean.safetensors"), "--values"), StringComparison.Ordinal);
        Tool.Fails(1, "has no tensor whose name contains 'none'", "inspect", Golden.PathOf("bert_mean.safetensors"), "--filter", "none");
    }

    [Fact]
    public void InspectShowsLayersOfAConfiguration()
    {
        string text = Tool.Says("inspect", Golden.PathOf("bert_mean.config.json"));
        Assert.Contains("i32[T<=14] -> ", text, StringComparison.Ordinal);
        Assert.Contains("[T<=14, F:36]", text, StringComparison.Ordinal);
        Assert.Contains($"Parameters   {new Trunk().Store.Parameters.Sum(parameter => parameter.Count):N0}", text, StringComparison.Ordinal);
        string config = File.ReadAllText(Golden.PathOf("bert_mean.config.json")).Replace("\"gelu\"", "\"mish\"", StringComparison.Ordinal);
        Tool.Fails(1, "hidden_act \"mish\" is not known", "inspect", Write("config.json", config));
        Tool.Fails(1, "There is no file", "inspect", Path.Combine(_folder.FullName, "absent.safetensors"));
    }

    [Fact]
    public void InspectShowsATokenizer()
    {
        Write("vocab.txt", string.Join('\n', ["[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]", "a", "small", "test", "of", "words"]));
        string text = Tool.Says("inspect", Path.Combine(_folder.FullName, "vocab.txt"));
        Assert.Contains("a tokenizer of 10 tokens", text, StringComparison.Ordinal);
        Assert.Contains("[CLS] | a | small | test | of", text, StringComparison.Ordinal);
    }

    [Fact]
    public void ConvertWritesSafetensors()
    {
        string output = Path.Combine(_folder.FullName, "half.safetensors"), source = Golden.PathOf("bert_mean.safetensors");
        Assert.Contains("39 tensors", Tool.Says("convert", source, "--output", output, "--type", "bf16", "--rename", "embeddings.=emb."), StringComparison.Ordinal);
        using (SafeTensorsReader reader = SafeTensorsReader.Open(output)) Assert.Equal(SafeTensorType.BF16, reader.Get("emb.word_embeddings.weight").Type);
        Tool.Fails(1, "is there already", "convert", source, "--output", output);
        Tool.Fails(2, "--type takes F32, F16 or BF16, not 'I8'", "convert", source, "--type", "I8");
        Tool.Fails(1, "would be written over itself", "convert", source, "--force");
        Assert.Contains("39 tensors", Tool.Says("convert", source, "--output", output, "--force"), StringComparison.Ordinal);
        (int code, string said, _) = Tool.Run("diff", source, output);
        Assert.Equal(1, code);
        Assert.Contains("39 tensors are equal, 1 differ", said, StringComparison.Ordinal);
        Assert.Matches(@"embeddings\.position_ids\s+only in the first", said); // whole numbers
    }

    [Fact]
    public void DiffComparesWithACompiledModel()
    {
        string assembly = typeof(ToolTests).Assembly.Location, weights = Golden.PathOf("bert_mean.safetensors");
        string text = Tool.Says("diff", weights, assembly, "--model", "Trunk");
        Assert.Contains("and Trunk: 37 of 37 tensors fit", text, StringComparison.Ordinal);
        Assert.Contains("of another head, passed over: pooler.dense.weight", text, StringComparison.Ordinal);
        (int code, string said, _) = Tool.Run("diff", weights, assembly, "--model", "Small");
        Assert.Equal(1, code);
        Assert.Contains("missing in the file: fc.weight\nmissing in the file: fc.bias\n", said, StringComparison.Ordinal);
        Assert.Contains("left over in the file: embeddings.LayerNorm.bias", said, StringComparison.Ordinal);
        Tool.Fails(1, "has several models: name one of MiniLm, ResNet18, Small, Trunk with --model", "diff", weights, assembly);
        Tool.Fails(1, "is no assembly of .NET", "diff", weights, Write("a.dll", "no"));
    }

    [Fact]
    public void DiffComparesNumbers()
    {
        string changed = Path.Combine(_folder.FullName, "changed.safetensors");
        Small model = new();
        model.Save(Path.Combine(_folder.FullName, "small.safetensors"));
        model.Parameters.Fc.Weight.Value[5] += 0.5f;
        model.Save(changed);
        (int code, string said, _) = Tool.Run("diff", Path.Combine(_folder.FullName, "small.safetensors"), changed);
        Assert.Equal(1, code);
        Assert.Contains("1 tensors are equal, 1 differ", said, StringComparison.Ordinal);
        Assert.Matches(@"fc\.weight\s+0\.5", said);
        Tool.Says("diff", Path.Combine(_folder.FullName, "small.safetensors"), changed, "--tolerance", "0.6");
    }

    [Fact]
    public void NewBeginsAProject()
    {
        File.Copy(Golden.PathOf("smollm.config.json"), Path.Combine(_folder.CreateSubdirectory("smol-lm").FullName, "config.json"));
        string text = Tool.Says("new", "--from", Path.Combine(_folder.FullName, "smol-lm"), "--output", _folder.FullName);
        Assert.Contains("SmolLm.csproj: i32[", text, StringComparison.Ordinal);
        Assert.Contains("[Pretrained(\"../smol-lm/config.json\")]\npublic partial class SmolLm;", File.ReadAllText(Path.Combine(_folder.FullName, "SmolLm", "SmolLm.cs")), StringComparison.Ordinal);
        Assert.Contains("CreateDecoder()", File.ReadAllText(Path.Combine(_folder.FullName, "SmolLm", "Program.cs")), StringComparison.Ordinal);
        Tool.Fails(1, "is there already and not empty", "new", "--from", Path.Combine(_folder.FullName, "smol-lm"), "--output", _folder.FullName);
        Tool.Fails(1, "cannot be the name of a class", "new", "a b", "--from", Path.Combine(_folder.FullName, "smol-lm"));
        Tool.Fails(1, "has no config.json", "new", "--from", _folder.FullName);
    }

    /// <summary>By the command's name, and not by its assembly's.</summary>
    [Fact]
    public void HelpNamesTheCommand()
    {
        foreach (string[] arguments in new[] { new[] { "--help" }, ["new", "-h"], [] })
        {
            (_, string output, string errors) = Tool.Run(arguments);
            Assert.DoesNotContain("ModelGen.Tool", output + errors, StringComparison.Ordinal);
            Assert.Contains("modelgen", output + errors, StringComparison.Ordinal);
        }

        Assert.Contains("modelgen [command] [options]", Tool.Says("--help"), StringComparison.Ordinal);
        Assert.Contains("modelgen new [<NAME>] [options]", Tool.Says("new", "--help"), StringComparison.Ordinal);
        Assert.Matches(@"^\d+\.\d+", Tool.Says("--version"));
    }

    [Fact]
    public void MisuseIsOneLine()
    {
        Tool.Fails(2, "--help shows the commands and options", "inspect");
        Tool.Fails(2, "--help shows the commands and options", "remove", "x");
        Tool.Fails(1, "is not a usable safetensors file", "inspect", Write("a.safetensors", "no"));
    }

    public void Dispose() => _folder.Delete(recursive: true);

    private string Write(string name, string text)
    {
        string path = Path.Combine(_folder.FullName, name);
        File.WriteAllText(path, text);
        return path;
    }
}
