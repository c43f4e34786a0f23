namespace ModelGen.Compiler.Tests.Harness;

/// <summary>The models of tests/golden, small enough to read what they become.</summary>
internal static class Golden
{
    public const string Gpt = "Transformer(Layers = 2, Heads = 2, Width = 32, Vocabulary = 61, Context = 16)";

    public const string Llama = "Transformer(Style = TransformerStyle.Llama, Layers = 2, Heads = 4, KvHeads = 2, Width = 32, Hidden = 56, Vocabulary = 67, Context = 32)";

    public const string Mlp = """Input(20), Linear(24, Name = "fc1"), Relu, Linear(16, Name = "fc2"), Tanh, Linear(5, Name = "fc3"), Loss(Loss.CrossEntropy)""";

    public static string Of(string name) => name switch { "gpt" => Gpt, "llama" => Llama, _ => Mlp };
}
