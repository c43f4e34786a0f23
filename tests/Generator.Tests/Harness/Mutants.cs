using System;
using System.Collections.Generic;
using System.Linq;
using System.Text;
using Microsoft.CodeAnalysis.CSharp;

namespace ModelGen.Tests.Harness;

/// <summary>Sources as they are while somebody types, cuts and pastes.</summary>
internal static class Mutants
{
    private static readonly string[] Splinters =
        ["", " ", "[", "]", "(", ")", "<", ">", "{", "}", ",", ";", "=", "\"", "'", "@", "-1", "0", "null", "default", "typeof(int)", "2147483648", "1e400", "\"x\"", "true",
            "Linear(", "Use<", "Use<M>", "partial", "class", "static", "record", "namespace A;", "new[] { 1 }", "new int[0]", "(Loss)9", "nameof(M)", "/*", "//", "#if X\n", "\0", "\uD800", "🙂"];

    private static readonly string[] Numbers =
        ["0", "1", "-1", "2", "3", "7", "1000000", "65536", "2147483647", "-2147483648", "2147483648", "99999999999999999999", "0.5", "1e-30", "1e300", "double.NaN",
            "double.PositiveInfinity", "int.MinValue", "0x7fffffff", "1_000", "'a'", "5u", "5L", "(int)5.5", "1 / 0", "int.MaxValue + 1"];

    private static readonly string[] Layers =
        ["Flatten", "Relu", "Softmax", "Linear(0)", "Linear(2147483647)", "Embedding(8)", "SelfAttention(Heads = 3, KvHeads = 2, Rotary = true)", "Dropout(0.5)", "TakeLast",
            "GlobalMaxPool", "Reshape(4, 4, 4)", "LayerNorm(Epsilon = 0)", "SwiGlu(16)", "Input(8, 8, 3)", "Sequence(8, MaxLength = 2147483647)", "Tokens(Vocabulary = 3, Context = 5, Padding = 2)",
            "Loss(Loss.CrossEntropy)", "Loss(Loss.BinaryCrossEntropy)", "Target(Classes = 2)", "Transformer", "Transformer(Style = TransformerStyle.Llama)", "Block", "Model",
            "Conv2d(8, Kernel = 3)", "MaxPool2d(2)", "BatchNorm", "Lstm(8)", "Repeat<M>(3)", "Backends(Backend.TorchSharp)", "Name", "Linear(4, Name = \"a\")"];

    public static string Mutate(string source, Random random, int edits)
    {
        StringBuilder text = new(source);
        for (int i = 0; i < edits; i++)
        {
            int at = random.Next(text.Length);
            int length = Math.Min(random.Next(4) == 0 ? random.Next(40) : random.Next(6), text.Length - at);
            text.Remove(at, length).Insert(at, Splinters[random.Next(Splinters.Length)]);
        }

        return text.ToString();
    }

    /// <summary>Edits of whole tokens, numbers and attributes, so that most mutants are still declarations; now and then of bare text.</summary>
    public static string MutateTokens(string source, Random random, int edits)
    {
        if (random.Next(8) == 0)
        {
            return Mutate(source, random, edits);
        }

        List<string> tokens = [.. SyntaxFactory.ParseTokens(source).Select(token => token.ToFullString())];
        for (int i = 0; i < edits && tokens.Count > 2; i++)
        {
            Edit(tokens, random);
        }

        string text = string.Concat(tokens);
        return random.Next(16) == 0 ? text[..random.Next(text.Length)] : text;
    }

    private static void Edit(List<string> tokens, Random random)
    {
        int at = random.Next(tokens.Count);
        int[] numbers = [.. Enumerable.Range(0, tokens.Count).Where(i => tokens[i].TrimStart() is [>= '0' and <= '9', ..])];
        switch (random.Next(numbers.Length > 0 ? 8 : 5))
        {
            case 0:
                tokens.RemoveRange(at, Math.Min(1 + random.Next(random.Next(4) == 0 ? 8 : 1), tokens.Count - at));
                break;
            case 1:
                int length = Math.Min(1 + random.Next(6), tokens.Count - at);
                tokens.InsertRange(random.Next(tokens.Count), tokens.GetRange(at, length));
                break;
            case 2:
                Swap(tokens, at, random.Next(tokens.Count));
                break;
            case 3:
                tokens.Insert(at, " " + Splinters[random.Next(Splinters.Length)] + " ");
                break;
            case 4:
                int open = tokens.FindIndex(at, token => token.Trim() is "[" or ",");
                tokens.Insert(open < 0 ? at : open + 1, Layers[random.Next(Layers.Length)] + ", ");
                break;
            case 5:
                Swap(tokens, numbers[random.Next(numbers.Length)], numbers[random.Next(numbers.Length)]);
                break;
            default:
                tokens[numbers[random.Next(numbers.Length)]] = Numbers[random.Next(Numbers.Length)];
                break;
        }
    }

    private static void Swap(List<string> tokens, int a, int b) => (tokens[a], tokens[b]) = (tokens[b], tokens[a]);
}
