using System;
using System.IO;
using System.Linq;
using ModelGen.Cpu;
using ModelGen.Data;
using ModelGen.Weights;
using Xunit;

namespace ModelGen.Samples.Tests;

/// <summary>The sample Chat over a folder as one downloads it: configuration, BF16 weights under published names, a byte-level BPE tokenizer and a chat template. The weights are random, so the answer is only that.</summary>
public sealed class ChatSampleTests
{
    private const int Width = 576, Layers = 30;

    private const string Template = "{% for message in messages %}{{'<|im_start|>' + message['role'] + '\\n' + message['content'] + '<|im_end|>' + '\\n'}}{% endfor %}{% if add_generation_prompt %}{{ '<|im_start|>assistant\\n' }}{% endif %}";

    [Fact]
    public void ItAnswersWithWhatTheFolderHas()
    {
        using TemporaryFolder folder = new();
        Sample chat = new("Chat");
        chat.Run(folder["none"], "--prompt", "x").Failed(1, $"There is no folder '{folder["none"]}': download a checkpoint, and name its folder");
        File.Copy(Sample.FileOf("Chat", Path.Combine("smollm2", "config.json")), folder["config.json"]);
        BpeTokenizer.Train([File.ReadAllText(Sample.FileOf("Chat", "README.md"))], 400, "<|endoftext|>", "<|im_start|>", "<|im_end|>").Save(folder["tokenizer.json"]);
        WriteWeights(folder["model.safetensors"]);
        Outcome silent = chat.Run(folder.Path, "--prompt", "x");
        Assert.Equal(1, silent.ExitCode);
        Assert.Contains("has no chat template", silent.Errors, StringComparison.Ordinal);

        File.WriteAllText(folder["tokenizer_config.json"], System.Text.Json.JsonSerializer.Serialize(new { chat_template = Template, bos_token = "<|im_start|>" }));
        string[] arguments = [folder.Path, "--prompt", "What is a safetensors file?", "--system", "Be brief.", "--length", "6", "--temperature", "0"];
        Outcome answer = chat.Run(arguments).Succeeded();
        Assert.Contains("134.5 million parameters, read in ", answer.Output, StringComparison.Ordinal);
        double[] tokens = answer.Numbers(@"^\[(\d+) tokens read, (\d+) written, [\d.]+ a second\]$");
        int prompt = PretrainedTokenizer.Load(folder.Path).ApplyChatTemplate([new ChatMessage("system", "Be brief."), new ChatMessage("user", "What is a safetensors file?")]).Length;
        Assert.Equal([prompt, 6], tokens);
        Assert.Equal(Words(answer), Words(chat.Run(arguments).Succeeded())); // nothing is drawn

        using (FileStream cut = new(folder["model.safetensors"], FileMode.Open)) cut.SetLength(cut.Length / 2);
        Outcome damaged = chat.Run(folder.Path, "--prompt", "x");
        Assert.Equal(1, damaged.ExitCode);
        Assert.Equal(damaged.Errors.IndexOf('\n'), damaged.Errors.Length - 1);
    }

    private static string Words(Outcome answer) => string.Join('\n', answer.Output.Split('\n').Where(line => !line.StartsWith('[') && !line.Contains("read in", StringComparison.Ordinal)));

    private static void WriteWeights(string path)
    {
        // Of the vocabulary the tokenizer has the first part; the rest has vectors of 0, which greedy decoding does not choose.
        float[] noise = new float[1536 * Width], table = new float[49152 * Width], ones = [.. Enumerable.Repeat(1f, Width)];
        for (int i = 0; i < noise.Length; i++) noise[i] = (0.04f * CounterRandom.Uniform(5, (ulong)i)) - 0.02f;
        noise.AsSpan(0, 300 * Width).CopyTo(table);
        SafeTensorsWriter writer = new();
        void Matrix(string name, int rows, int columns) => writer.Add(name + ".weight", [rows, columns], () => noise.AsSpan(0, rows * columns), SafeTensorType.BF16);
        void Gain(string name) => writer.Add(name + ".weight", [Width], () => ones, SafeTensorType.BF16);
        writer.Add("model.embed_tokens.weight", [49152, Width], () => table, SafeTensorType.BF16);
        for (int layer = 0; layer < Layers; layer++)
        {
            string at = $"model.layers.{layer}.";
            Gain(at + "input_layernorm");
            Matrix(at + "self_attn.q_proj", Width, Width);
            Matrix(at + "self_attn.k_proj", 192, Width);
            Matrix(at + "self_attn.v_proj", 192, Width);
            Matrix(at + "self_attn.o_proj", Width, Width);
            Gain(at + "post_attention_layernorm");
            Matrix(at + "mlp.gate_proj", 1536, Width);
            Matrix(at + "mlp.up_proj", 1536, Width);
            Matrix(at + "mlp.down_proj", Width, 1536);
        }

        Gain("model.norm");
        writer.Save(path);
    }
}
