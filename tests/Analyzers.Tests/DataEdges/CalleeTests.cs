using System.Threading.Tasks;
using ModelGen.Tests.Harness;
using Xunit;

namespace ModelGen.Analyzers.Tests.DataEdges;

/// <summary>What a method is given is judged at its callers, with the place inside; what it gives goes on.</summary>
public class CalleeTests
{
    private const string Wrong = "'input' of Iris.Predict is [32, 5], expected [B, 4]: axis 1 must be 4, not 5";

    [Fact]
    public Task AnArgumentIsJudgedWhereItIsGiven() => Verify(
        """
        static void Score(Iris iris, Tensor<float> x) { iris.Predict({|#1:x|}); }
        void Run(Iris iris) => Score(iris, {|#0:Tensor.CreateFromShape<float>([32, 5])|});
        """,
        new Expected("MGEN4001", 0, Wrong + " (in User.Score)", 1));

    [Fact]
    public Task ThroughTwoMethods() => Verify(
        """
        static void Inner(Iris iris, Tensor<float> x) => iris.Predict({|#1:x|});
        static void Outer(Iris iris, Tensor<float> y) => Inner(iris, y);
        void Run(Iris iris) { var x = {|#2:Tensor.CreateFromShape<float>([32, 5])|}; Outer(iris, {|#0:x|}); }
        """,
        new Expected("MGEN4001", 0, Wrong + " (in User.Inner)", 1, 2));

    [Fact]
    public Task ASizeIsAnArgumentToo() => Verify(
        """
        static void Score(Iris iris, int rows, int width) => iris.Predict({|#1:Tensor.CreateFromShape<float>([rows, width])|});
        void Run(Iris iris) { Score(iris, 32, {|#0:5|}); Score(iris, 32, 4); }
        """,
        new Expected("MGEN4001", 0, Wrong + " (in User.Score)", 1));

    [Fact]
    public Task AFaultOfTheMethodsOwnIsSaidOnce() => Verify(
        """
        static void Score(Iris iris, string name) => iris.Predict({|#0:Tensor.CreateFromShape<float>([32, 5])|});
        void Run(Iris iris) { Score(iris, "a"); Score(iris, "b"); }
        """,
        new Expected("MGEN4001", 0, Wrong));

    [Fact]
    public Task TheArgumentOfAConstructor() => Verify(
        """
        class Loop(Iris iris, Tensor<float> x) { public void Run() { Console.WriteLine(); iris.Predict({|#1:x|}); } }
        void Run(Iris iris) { Loop loop = new(iris, {|#0:Tensor.CreateFromShape<float>([32, 5])|}); loop.Run(); }
        """,
        new Expected("MGEN4001", 0, Wrong + " (in Loop.Run)", 1));

    [Fact]
    public Task TheTargetIsAtFaultWhereBothAreGiven() => Verify(
        """
        static float Loss(Iris iris, Tensor<float> x, int[] y) => iris.ComputeLoss(x, {|#1:y|});
        void Run(Iris iris) => Loss(iris, Tensor.CreateFromShape<float>([32, 4]), {|#0:new int[30]|});
        """,
        new Expected("MGEN4002", 0, "'target' of Iris.ComputeLoss is [30], but 'input' is [32, 4]: each example needs one target, 32, not 30 (in User.Loss)", 1));

    [Fact]
    public Task SizesWithNames() => Verify(
        """
        static (Tensor<float> X, int[] Y) Load(int rows) => (Tensor.CreateFromShape<float>([rows, 4]), {|#1:new int[rows - 1]|});
        void Run(Iris iris, int n) { var (x, y) = Load(n); iris.ComputeLoss(x, {|#0:y|}); }
        """,
        new Expected("MGEN4002", 0, "'target' of Iris.ComputeLoss is [n - 1], but 'input' is [n, 4]: each example needs one target, n, not n - 1", 1));

    [Fact]
    public Task AModelBehindAnInterface() => Verify(
        """
        static void Train(ITrainable<float, int> model, IDataSource<float, int> data) => new Trainer<float, int>(model, new AdamW(model.Store)).Fit({|#1:data|}, new FitOptions<float, int> { Steps = 9 });
        void Run(Iris iris) => Train(iris, {|#0:new TensorDataset<float, int>(Tensor.CreateFromShape<float>([32, 5]), new int[32], batch: 8)|});
        """,
        new Expected("MGEN4001", 0, "'data' of Trainer.Fit gives inputs of [?, 5], expected [B, 4]: axis 1 must be 4, not 5 (in User.Train)", 1));

    [Fact]
    public Task FitOfAModel() => Verify(
        """
        void Run(Iris iris)
        {
            TensorDataset<float, int> good = new(Tensor.CreateFromShape<float>([32, 4]), new int[32], batch: 8), bad = new({|#5:Tensor.CreateFromShape<float>([32, 5])|}, new int[32], batch: 8);
            iris.Fit({|#0:bad|}, epochs: 3);
            iris.Fit(good, epochs: 3, validation: {|#1:bad|});
            Predictions.Of(iris.PredictProbabilities, {|#2:bad|}, width: 3);
            Predictions.Of(iris.PredictProbabilities, good, {|#3:width: 4|});
            iris.PredictClasses({|#4:Tensor.CreateFromShape<float>([32, 5])|});
        }
        """.Replace("{|#3:width: 4|}", "width: {|#3:4|}"),
        new Expected("MGEN4001", 0, "'data' of Iris.Fit gives inputs of [?, 5], expected [B, 4]: axis 1 must be 4, not 5", 5),
        new Expected("MGEN4001", 1, "'validation' of Iris.Fit gives inputs of [?, 5], expected [B, 4]: axis 1 must be 4, not 5", 5),
        new Expected("MGEN4001", 2, "'data' of Predictions.Of gives inputs of [?, 5], expected [B, 4]: axis 1 must be 4, not 5", 5),
        new Expected("MGEN4001", 3, "Iris.PredictProbabilities gives [B, 3], Predictions.Of expects [B, 4]: 'width' must be 3, not 4"),
        new Expected("MGEN4001", 4, "'input' of Iris.PredictClasses is [32, 5], expected [B, 4]: axis 1 must be 4, not 5"));

    private static Task Verify(string members, params Expected[] expected) => Expected.Verify(CalleeSilenceTests.Source(members), expected);
}
