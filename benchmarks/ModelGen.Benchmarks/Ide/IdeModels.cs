using System.Globalization;
using System.Linq;

namespace ModelGen.Benchmarks.Ide;

/// <summary>The models under edit: sources with a number that is another one each time, so that nothing remembered fits.</summary>
internal static class IdeModels
{
    /// <summary>A preset: six layers of a GPT.</summary>
    public static string Gpt(int edit) => $"""
        using ModelGen;

        [Transformer(Layers = 6, Heads = 6, Width = 384, Vocabulary = {Number(100 + edit)}, Context = 256)]
        public partial class CharGpt;
        """;

    /// <summary>The same from blocks.</summary>
    public static string Blocks(int edit) => $"""
        using ModelGen;

        [Block, LayerNorm, SelfAttention(Heads = 6, Causal = true)]  partial class Attend;
        [Block, LayerNorm, Linear(1536), Gelu, Linear(384)]          partial class Think;
        [Block, Residual<Attend>, Residual<Think>]                   partial class DecoderLayer;

        [Model, Tokens(Vocabulary = 65, Context = 256)]
        [Embedding(384), PositionEmbedding, Repeat<DecoderLayer>(6), LayerNorm, Linear({Number(100 + edit)})]
        [Loss(Loss.CrossEntropy)]
        public partial class MyGpt;
        """;

    /// <summary>Sixty layers in a row, all of them different; the tenth is edited.</summary>
    public static string Pipeline(int edit) => $"""
        using ModelGen;

        [Model, Input(64)]
        {string.Concat(Enumerable.Range(0, 30).Select(i => $"[Linear({Number(i == 5 ? 100 + edit : 64 + i)}), {(i == 29 ? "LayerNorm" : "Relu")}]\n"))}
        [Loss(Loss.CrossEntropy)]
        public partial class Deep;
        """;

    /// <summary>The same sixty layers as a graph method.</summary>
    public static string Graph(int edit) => $$"""
        using ModelGen;

        [Model, Loss(Loss.CrossEntropy)]
        public partial class DeepGraph
        {
            [Forward]
            static Symbol Run([Input(64)] Symbol x)
            {
        {{string.Concat(Enumerable.Range(0, 30).Select(i => $"        x = x.Linear({Number(i == 5 ? 100 + edit : 64 + i)}).{(i == 29 ? "LayerNorm" : "Relu")}();\n"))}}        return x;
            }
        }
        """;

    /// <summary>Methods that train and predict, beside the preset: the model stays, a size in one of them is edited.</summary>
    public static string Calls(int edit) => $$"""
        using System.Numerics.Tensors;
        using ModelGen;
        using ModelGen.Data;
        using ModelGen.Training;

        [Transformer(Layers = 6, Heads = 6, Width = 384, Vocabulary = 65, Context = 256)]
        public partial class CharGpt;

        internal static class Use
        {
            public static float Train(int[] tokens)
            {
                CharGpt model = new(seed: 1);
                TokenDataset data = new(tokens, context: 256, batch: 16, seed: 1);
                Trainer<int, int> trainer = new(model, new AdamW(model.Store));
                float loss = trainer.Fit(data, new FitOptions<int, int> { Steps = 100 }).Loss;
                int[] input = new int[8 * 64], target = new int[8 * 64];
                loss += model.ComputeGradients(new ReadOnlyTensorSpan<int>(input, [8, 64]), new ReadOnlyTensorSpan<int>(target, [8, 64]));
                return loss + model.ComputeLoss(new ReadOnlyTensorSpan<int>(input, [4, 128]), new ReadOnlyTensorSpan<int>(target, [4, 128]));
            }

            public static float Predict(CharGpt model)
            {
                int[] input = new int[{{Number(100 + edit)}}];
                Tensor<float> scores = model.Predict(new ReadOnlyTensorSpan<int>(input, [1, 64]));
                for (int i = 0; i < 10; i++)
                {
                    scores = model.Predict(new ReadOnlyTensorSpan<int>(input, [1, i + 1]));
                }

                return scores[0, 0, 0];
            }
        }
        """;

    private static string Number(int number) => number.ToString(CultureInfo.InvariantCulture);
}
