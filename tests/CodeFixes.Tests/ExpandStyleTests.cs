using System;
using System.Threading.Tasks;
using ModelGen.Tests.Harness;
using Xunit;

namespace ModelGen.CodeFixes.Tests;

/// <summary>The text of an expansion: by style, and in every layout of the source.</summary>
public class ExpandStyleTests
{
    private const string Small = "Transformer(Style = TransformerStyle.Llama, Layers = 2, Heads = 2, Width = 16)";

    private static readonly string[] s_small =
    [
        "[Model]", "[Tokens(Vocabulary = 256, Context = 256)]", "[Embedding(16, Name = \"TokenEmbedding\", WeightName = \"model.embed_tokens\", InitStd = 0.02)]",
        "[Repeat<Layer>(2, Name = \"Layers\", WeightName = \"model.layers\")]", "[RmsNorm(Name = \"Norm\", WeightName = \"model.norm\")]",
        "[Linear(256, Bias = false, Name = \"Head\", WeightName = \"lm_head\", InitStd = 0.02)]", "[Loss(Loss.CrossEntropy)]",
    ];

    private static readonly string[] s_body =
    [
        "    [Block]", "    [Residual<Attend>(WeightName = \"\")]", "    [Residual<Think>(WeightName = \"\")]", "    private partial class Layer;", "",
        "    [Block]", "    [RmsNorm(Name = \"Norm\", WeightName = \"input_layernorm\")]",
        "    [SelfAttention(Heads = 2, Causal = true, Rotary = true, Bias = false, Name = \"\", WeightName = \"self_attn.{q_proj,k_proj,v_proj,o_proj}\", InitStd = 0.02)]",
        "    private partial class Attend;", "",
        "    [Block]", "    [RmsNorm(Name = \"Norm\", WeightName = \"post_attention_layernorm\")]",
        "    [SwiGlu(64, Name = \"\", WeightName = \"mlp.{gate_proj,up_proj,down_proj}\", InitStd = 0.02)]", "    private partial class Think;",
    ];

    private static string SmallLists => string.Join("\n", s_small);

    private static string SmallBody => string.Join("\n", s_body);

    [Fact]
    public Task Gpt() => Verify(
        """
        /// <summary>A character-level model.</summary>
        [Transformer(Layers = 6, Heads = 6, Width = 384, Vocabulary = 65)]
        public partial class CharGpt;

        """,
        """
        /// <summary>A character-level model.</summary>
        [Model]
        [Tokens(Vocabulary = 65, Context = 256)]
        [Embedding(384, Name = "TokenEmbedding", WeightName = "transformer.wte", InitStd = 0.02)]
        [PositionEmbedding(WeightName = "transformer.wpe", InitStd = 0.02)]
        [Repeat<Layer>(6, Name = "Layers", WeightName = "transformer.h")]
        [LayerNorm(Name = "Norm", WeightName = "transformer.ln_f")]
        [Linear(65, Bias = false, Name = "Head", TiedTo = "TokenEmbedding")]
        [Loss(Loss.CrossEntropy)]
        public partial class CharGpt
        {
            [Block]
            [Residual<Attend>(WeightName = "")]
            [Residual<Think>(WeightName = "")]
            private partial class Layer;

            [Block]
            [LayerNorm(Name = "Norm", WeightName = "ln_1")]
            [SelfAttention(Heads = 6, Causal = true, Name = "", WeightName = "attn.{c_attn,c_proj}", Transposed = true, InitStd = 0.02, OutputInitStd = 0.005773502691896258)]
            private partial class Attend;

            [Block]
            [LayerNorm(Name = "Norm", WeightName = "ln_2")]
            [Linear(1536, Name = "Up", WeightName = "mlp.c_fc", Transposed = true, InitStd = 0.02)]
            [Gelu(Tanh = true)]
            [Linear(384, Name = "Down", WeightName = "mlp.c_proj", Transposed = true, InitStd = 0.005773502691896258)]
            private partial class Think;
        }

        """);

    [Fact]
    public Task LlamaWithDropout() => Verify(
        """
        [Transformer(Style = TransformerStyle.Llama, Heads = 8, KvHeads = 2, Hidden = 1_408, Dropout = 0.1, TiedHead = true, RotaryBase = 500_000, Epsilon = 1e-6)]
        partial class Llama { }
        """,
        """
        [Model]
        [Tokens(Vocabulary = 256, Context = 256)]
        [Embedding(512, Name = "TokenEmbedding", WeightName = "model.embed_tokens", InitStd = 0.02)]
        [Dropout(0.1)]
        [Repeat<Layer>(6, Name = "Layers", WeightName = "model.layers")]
        [RmsNorm(Name = "Norm", WeightName = "model.norm", Epsilon = 1e-6)]
        [Linear(256, Bias = false, Name = "Head", TiedTo = "TokenEmbedding")]
        [Loss(Loss.CrossEntropy)]
        partial class Llama
        {
            [Block]
            [Residual<Attend>(WeightName = "")]
            [Residual<Think>(WeightName = "")]
            private partial class Layer;

            [Block]
            [RmsNorm(Name = "Norm", WeightName = "input_layernorm", Epsilon = 1e-6)]
            [SelfAttention(Heads = 8, KvHeads = 2, Causal = true, Rotary = true, RotaryBase = 500_000, Bias = false, Dropout = 0.1, Name = "", WeightName = "self_attn.{q_proj,k_proj,v_proj,o_proj}", InitStd = 0.02)]
            [Dropout(0.1)]
            private partial class Attend;

            [Block]
            [RmsNorm(Name = "Norm", WeightName = "post_attention_layernorm", Epsilon = 1e-6)]
            [SwiGlu(1_408, Name = "", WeightName = "mlp.{gate_proj,up_proj,down_proj}", InitStd = 0.02)]
            [Dropout(0.1)]
            private partial class Think;
        }
        """);

    [Fact]
    public Task BertWithAClassifier() => Verify(
        """
        [Transformer(Style = TransformerStyle.Bert, Layers = 12, Heads = 12, Width = 768, Vocabulary = 30522, Context = 512, Classes = 2)]
        public partial class Pairs;
        """,
        """
        [Model]
        [Tokens(Vocabulary = 30522, Context = 512, Padding = 0, Segments = true)]
        [Embedding(768, Name = "TokenEmbedding", WeightName = "bert.embeddings.{word_embeddings,token_type_embeddings}", InitStd = 0.02)]
        [PositionEmbedding(WeightName = "bert.embeddings.position_embeddings", InitStd = 0.02)]
        [LayerNorm(Name = "EmbeddingNorm", WeightName = "bert.embeddings.LayerNorm", Epsilon = 1e-12)]
        [Repeat<Layer>(12, Name = "Layers", WeightName = "bert.encoder.layer")]
        [TakeFirst]
        [Linear(768, Name = "Pooler", WeightName = "bert.pooler.dense", InitStd = 0.02)]
        [Tanh]
        [Linear(2, Name = "Classifier", WeightName = "classifier", InitStd = 0.02)]
        [Loss(Loss.CrossEntropy)]
        public partial class Pairs
        {
            [Block]
            [Residual<Attend>(WeightName = "")]
            [LayerNorm(Name = "AttendNorm", WeightName = "attention.output.LayerNorm", Epsilon = 1e-12)]
            [Residual<Think>(WeightName = "")]
            [LayerNorm(Name = "ThinkNorm", WeightName = "output.LayerNorm", Epsilon = 1e-12)]
            private partial class Layer;

            [Block]
            [SelfAttention(Heads = 12, Name = "", WeightName = "attention.{self.query,self.key,self.value,output.dense}", InitStd = 0.02)]
            private partial class Attend;

            [Block]
            [Linear(3072, Name = "Up", WeightName = "intermediate.dense", InitStd = 0.02)]
            [Gelu]
            [Linear(768, Name = "Down", WeightName = "output.dense", InitStd = 0.02)]
            private partial class Think;
        }
        """);

    [Fact]
    public async Task TheUsersExpressionsStay()
    {
        string after = await Expansion.Apply(
            """
            using ModelGen;
            static class Alphabet { public const int Size = 65; }
            [Transformer(Layers = M.Depth, Heads = 2 * 3, Width = Width, Hidden = (4 * Width), Vocabulary = Alphabet.Size, Context = M.Window, KvHeads = None, Dropout = Rate, TiedHead = false)]
            partial class M
            {
                public const int Window = 64;
                private const int Depth = 2, Width = 48, None = 0;
                private const double Rate = 0.1;
            }
            """);
        foreach (string expected in new[]
        {
            "[Tokens(Vocabulary = Alphabet.Size, Context = M.Window)]", "[Embedding(Width, ", "[Dropout(Rate)]", "[Repeat<Layer>(M.Depth, ", "[Linear(Alphabet.Size, Bias = false, ",
            "[SelfAttention(Heads = 2 * 3, Causal = true, Dropout = Rate, ", "[Linear((4 * Width), Name = \"Up\"", "[Linear(Width, Name = \"Down\"",
        })
        {
            Assert.Contains(expected, after, StringComparison.Ordinal);
        }

        Assert.Empty(await EditorProject.Diagnostics(EditorProject.Of(after)));
    }

    [Fact]
    public Task OnOneLine() => Verify($"[{Small}] public partial class M;", $"{SmallLists}\npublic partial class M\n{{\n{SmallBody}\n}}");

    [Fact]
    public Task AnEmptyBody() => Verify($"[{Small}]\npublic partial class M\n{{\n}}\n", $"{SmallLists}\npublic partial class M\n{{\n{SmallBody}\n}}\n");

    [Fact]
    public Task ABodyWithMembers() => Verify(
        $"[{Small}]\npublic partial class M\n{{\n    public const int Window = 4; // steps\n}}\n",
        $"{SmallLists}\npublic partial class M\n{{\n{SmallBody}\n\n    public const int Window = 4; // steps\n}}\n");

    [Fact]
    public Task BesideOthersInOneList() => Verify(
        $"[System.Obsolete, {Small}, Backends(Backend.Cpu)] // a model\npartial class M;",
        $"[System.Obsolete, Backends(Backend.Cpu)]\n{SmallLists} // a model\npartial class M\n{{\n{SmallBody}\n}}");

    [Fact]
    public Task BesideModel() => Verify(
        $"[Model, {Small}]\npartial class M;", $"[Model]\n{SmallLists["[Model]\n".Length..]}\npartial class M\n{{\n{SmallBody}\n}}");

    [Fact]
    public Task BetweenOtherLists() => Verify(
        $"[System.Obsolete]\n[{Small}]\n// on every machine\n[Backends(Backend.Cpu)]\npartial class M;",
        $"[System.Obsolete]\n{SmallLists}\n// on every machine\n[Backends(Backend.Cpu)]\npartial class M\n{{\n{SmallBody}\n}}");

    [Fact]
    public async Task WindowsLinesAndTabs()
    {
        string before = $"{Samples.Using}partial class Outer\n{{\n\t[{Small}]\n\tpublic partial class M;\n}}\n";
        string after = $"{Samples.Using}partial class Outer\n{{\n\t{SmallLists.Replace("\n", "\n\t")}\n\tpublic partial class M\n\t{{\n\t{SmallBody.Replace("\n\n", "\n~\n").Replace("\n", "\n\t").Replace("    ", "\t").Replace("\t~", "")}\n\t}}\n}}\n";
        Assert.Equal(after.Replace("\n", "\r\n", StringComparison.Ordinal), await Expansion.Apply(before.Replace("\n", "\r\n", StringComparison.Ordinal)));
    }

    [Theory]
    [InlineData("partial class Layer;", "Layer2", "Attend", "Think")]
    [InlineData("partial class M { int Attend() => 3; }", "Layer", "Attend2", "Think")]
    [InlineData("class Think; class Think2; partial class M { void F(Think first, Think2 second) { } }", "Layer", "Attend", "Think3")]
    public async Task BlocksMeetNothingElse(string declarations, string layer, string attend, string think)
    {
        int at = declarations.IndexOf("partial class", StringComparison.Ordinal);
        string after = await Expansion.Apply($"{Samples.Using}{declarations[..at]}[{Small}] {declarations[at..]}");
        Assert.Contains($"[Repeat<{layer}>(2, Name = \"Layers\"", after, StringComparison.Ordinal);
        Assert.Contains(attend == "Attend" ? "[Residual<Attend>(WeightName = \"\")]" : $"[Residual<{attend}>(Name = \"Attend\", WeightName = \"\")]", after, StringComparison.Ordinal);
        Assert.Contains($"private partial class {think};", after, StringComparison.Ordinal);
        Assert.Empty(await EditorProject.Diagnostics(EditorProject.Of(after)));
        _ = new LoadedModel(after, declarations.Contains("class M", StringComparison.Ordinal) ? "M" : "Layer");
    }

    [Theory]
    [InlineData("[ModelGen.Transformer(Layers = 1)] partial class M;", "[ModelGen.Model]", "[ModelGen.Loss(ModelGen.Loss.CrossEntropy)]")]
    [InlineData("using G = ModelGen; [G::Transformer(Layers = 1)] partial class M;", "[G::Model]", "[G::Loss(G::Loss.CrossEntropy)]")]
    [InlineData("using Preset = ModelGen.TransformerAttribute; [Preset(Layers = 1), System.Obsolete(nameof(Transformer))] partial class M { const int Transformer = 1; }", "[global::ModelGen.Model]", "[global::ModelGen.Loss(global::ModelGen.Loss.CrossEntropy)]")]
    [InlineData("using ModelGen; class Linear : System.Attribute; [Transformer(Layers = 1)] partial class M;", "[Model]", "[global::ModelGen.Linear(256, ")]
    [InlineData("using ModelGen; [Transformer(Layers = 1)] partial class M { const int Loss = 1; }", "[Model]", "[Loss(global::ModelGen.Loss.CrossEntropy)]")]
    public async Task NamesMeanModelGens(string before, params string[] expected)
    {
        Microsoft.CodeAnalysis.Project project = EditorProject.Of(before);
        int at = before.IndexOf("Layers = 1", StringComparison.Ordinal);
        string after = Assert.Single(await Fix.Changed(project, Assert.Single(await Expansion.Offered(project, at))));
        Assert.All(expected, text => Assert.Contains(text, after, StringComparison.Ordinal));
        Assert.Empty(await EditorProject.Diagnostics(EditorProject.Of(after)));
        _ = new LoadedModel(after);
    }

    private static async Task Verify(string before, string after) => Assert.Equal(Samples.Using + after, await Expansion.Apply(Samples.Using + before));
}
