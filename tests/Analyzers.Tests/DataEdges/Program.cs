using System.Threading.Tasks;
using ModelGen.Tests.Harness;

namespace ModelGen.Analyzers.Tests.DataEdges;

/// <summary>Statements of a user's program beside models to call.</summary>
internal static class Program
{
    private const string Models = """

        [Model, Input(4), Linear(16), Relu, Linear(3), Loss(Loss.CrossEntropy)] public partial class Iris;
        [Model, Input(3, 8, 8), Flatten, Linear(4), Relu, Linear(2), Loss(Loss.CrossEntropy)] public partial class Images;
        [Model, Input(784), Linear(1), Loss(Loss.MeanSquaredError)] public partial class Scores;
        [Model, Sequence(6, MaxLength = 9), Linear(3), Loss(Loss.MeanSquaredError)] public partial class Series;
        [Transformer(Layers = 1, Heads = 2, Width = 8, Vocabulary = 17, Context = 20)] public partial class Gpt;
        """;

    private const string Usings = "using System; using System.Buffers; using System.Linq; using System.Numerics.Tensors; using ModelGen.Data; using ModelGen.Training; using ModelGen.Decoding;\n";

    /// <summary>Exactly these diagnostics; the statements stand in a method, in which <c>iris</c> and the other models are at hand.</summary>
    public static Task Verify(string statements, params Expected[] expected) => Expected.Verify(Source(statements), expected);

    /// <summary>The whole source, without <c>using ModelGen;</c>.</summary>
    public static string Source(string statements) => $$"""
        {{Usings}}
        public static class Program
        {
            public static void Main(string[] args) { }
            public static void Run(int n, int m, bool flag, float[] data, Iris iris, Images images, Scores scores, Series series, Gpt gpt)
            {
                {{statements}}
            }
        }
        {{Models}}
        """;
}
