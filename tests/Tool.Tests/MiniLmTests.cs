using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using Microsoft.ML.OnnxRuntime;
using Microsoft.ML.Tokenizers;
using ModelGen.Data;
using ModelGen.Samples;
using Xunit;

namespace ModelGenTool.Tests;

/// <summary>MiniLM's published weights, converted and read as they are: the vectors of ONNX Runtime, from texts on.</summary>
public sealed class MiniLmTests : IDisposable
{
    private const int Sentences = 100, Batch = 10, Width = 384, Longest = 128;

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("modelgen-minilm-");

    [Fact]
    public void ConvertedWeightsGiveTheVectorsOfOnnxRuntime()
    {
        string weights = Path.Combine(_folder.FullName, "model.safetensors");
        Tool.Says("convert", MiniLmFiles.Weights, "--output", weights);
        Assert.Contains(", 0 differ", Tool.Says("diff", MiniLmFiles.Weights, weights), StringComparison.Ordinal);
        Assert.Contains("and MiniLm: 101 of 101 tensors fit", Tool.Says("diff", weights, typeof(MiniLm).Assembly.Location, "--model", "MiniLm"), StringComparison.Ordinal);

        PretrainedTokenizer tokenizer = PretrainedTokenizer.Load(MiniLmFiles.Vocabulary);
        BertTokenizer reference = BertTokenizer.Create(MiniLmFiles.Vocabulary, new BertOptions { LowerCaseBeforeTokenization = true, RemoveNonSpacingMarks = true });
        MiniLm model = new(weights);
        using InferenceSession session = new(MiniLmFiles.Weights);
        string[] texts = Texts();
        double furthest = 0;
        for (int first = 0; first < Sentences; first += Batch)
        {
            string[] own = texts[first..(first + Batch)];
            TokenizedBatch batch = tokenizer.TokenizeBatch(own, new EncodingOptions { Maximum = Longest });
            float[] vectors = new float[Batch * Width];
            model.Predict(batch.Ids).FlattenTo(vectors);

            long[][] ids = [.. own.Select(text => Cut(reference.EncodeToIds(text)))];
            for (int i = 0; i < Batch; i++) Assert.Equal(ids[i], batch.Texts[i].Ids.Select(id => (long)id));
            double[] expected = Run(session, ids);
            for (int i = 0; i < expected.Length; i++) furthest = Math.Max(furthest, Math.Abs(expected[i] - vectors[i]));
        }

        Assert.True(furthest <= 1e-5, $"the furthest number is {furthest} away");
    }

    public void Dispose() => _folder.Delete(recursive: true);

    // What is too long loses its end, but not the mark behind it.
    private static long[] Cut(IReadOnlyList<int> ids) => ids.Count <= Longest ? [.. ids.Select(id => (long)id)] : [.. ids.Take(Longest - 1).Select(id => (long)id), ids[^1]];

    // The mean of last_hidden_state over real tokens, in double precision, divided by its norm.
    private static double[] Run(InferenceSession session, long[][] ids)
    {
        int length = ids.Max(row => row.Length);
        long[] input = new long[ids.Length * length], mask = new long[input.Length];
        for (int row = 0; row < ids.Length; row++)
        {
            ids[row].CopyTo(input, row * length);
            mask.AsSpan(row * length, ids[row].Length).Fill(1);
        }

        long[] shape = [ids.Length, length];
        Dictionary<string, long[]> feeds = new() { ["input_ids"] = input, ["attention_mask"] = mask, ["token_type_ids"] = new long[input.Length] };
        string[] names = [.. session.InputNames];
        OrtValue[] values = [.. names.Select(name => OrtValue.CreateTensorValueFromMemory(feeds[name], shape))];
        using RunOptions options = new();
        using IDisposableReadOnlyCollection<OrtValue> results = session.Run(options, names, values, [session.OutputNames[0]]);
        ReadOnlySpan<float> states = results[0].GetTensorDataAsSpan<float>();
        Assert.Equal(input.Length * Width, states.Length);
        double[] vectors = new double[ids.Length * Width];
        for (int row = 0; row < ids.Length; row++)
        {
            Span<double> vector = vectors.AsSpan(row * Width, Width);
            for (int step = 0; step < ids[row].Length; step++)
            {
                for (int i = 0; i < Width; i++) vector[i] += states[(((row * length) + step) * Width) + i];
            }

            double norm = 0;
            foreach (double value in vector) norm += value * value;
            foreach (ref double value in vector) value /= Math.Sqrt(norm);
        }

        foreach (OrtValue value in values) value.Dispose();
        return vectors;
    }

    // Of this repository's pages, short and long in turn, and some that try the tokenizer.
    private static string[] Texts()
    {
        DirectoryInfo? root = new(AppContext.BaseDirectory);
        while (root is not null && !File.Exists(Path.Combine(root.FullName, "ModelGen.sln"))) root = root.Parent;
        string[] lines = [.. Directory.EnumerateFiles(Path.Combine(root!.FullName, "docs"), "*.md").Order(StringComparer.Ordinal).SelectMany(File.ReadAllLines).Where(line => line.Length > 10)];
        string[] hard = ["Naïve café, half of it: 東京 and Zürich!", "a", "don't split e-mails@example.com", "UPPER lower 12,345.67 C# x++;", "[MASK] is a word here? [CLS]", "🙂 smile", "two  spaces, and more", "Ångström's façade"];
        string[] texts = [.. hard, .. Enumerable.Range(0, Sentences - hard.Length).Select(i => lines[i * (lines.Length / Sentences)])];

        // The reference drops symbols and cuts some marks otherwise than BERT; those are compared with Hugging Face's ids in Runtime.Tests.
        return [.. texts.Select(text => string.Concat(text.Select(c => char.IsLetterOrDigit(c) || c is '.' or ',' or ':' or '!' or '?' or '(' or ')' or '-' ? c : ' ')))];
    }
}
