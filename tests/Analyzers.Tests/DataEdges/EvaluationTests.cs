using System.Threading.Tasks;
using ModelGen.Tests.Harness;
using Xunit;

namespace ModelGen.Analyzers.Tests.DataEdges;

/// <summary>Metrics: the model's outputs, the number of classes and the data belong together.</summary>
public class EvaluationTests
{
    [Fact]
    public Task ClassesOfAClassifier() => Program.Verify(
        """
        TensorDataset<float, int> data = new(Tensor.CreateFromShape<float>([20, 4]), new int[20], batch: 4);
        Evaluate.Classifier(iris.Predict, data, classes: 3);
        Evaluate.Classifier(iris.Predict, data, classes: n);
        Evaluate.Classifier(iris.Predict, data, classes: {|#0:4|});
        """,
        new Expected("MGEN4001", 0, "Iris.Predict gives [B, 3], Evaluate.Classifier expects [B, 4]: 'classes' must be 3, not 4"));

    [Fact]
    public Task NamesOfClasses() => Program.Verify(
        """
        TensorDataset<float, int> data = new(Tensor.CreateFromShape<float>([20, 4]), new int[20], batch: 4);
        string[] two = ["a", "b"];
        Evaluate.Classifier(iris.Predict, data, classes: 3, names: ["a", "b", "c"]);
        Evaluate.Classifier(iris.Predict, data, classes: 3, names: {|#0:two|});
        """,
        new Expected("MGEN4001", 0, "'names' of Evaluate.Classifier has 2, but 'classes' is 3: give one name for each"));

    [Fact]
    public Task DataOfAnotherModel() => Program.Verify(
        """
        TensorDataset<float, int> wide = new({|#2:Tensor.CreateFromShape<float>([20, 5])|}, new int[20], batch: 4);
        Evaluate.Classifier(iris.Predict, {|#0:wide|}, 3);
        TensorDataset<float, int> rows = new(Tensor.CreateFromShape<float>([20, 4]), {|#3:Tensor.CreateFromShape<int>([20, 3])|}, batch: 4);
        Evaluate.Classifier(iris.Predict, {|#1:rows|}, 3);
        """,
        new Expected("MGEN4001", 0, "'data' of Evaluate.Classifier gives inputs of [?, 5], expected [B, 4]: axis 1 must be 4, not 5", 2),
        new Expected("MGEN4003", 1, "'data' of Evaluate.Classifier gives targets of [?, 3], expected [B] of ids from 0 to 2: give the position of the 1 instead of each row of 3", 3));

    [Fact]
    public Task OutputsOfARegression() => Program.Verify(
        """
        TensorDataset<float, float> data = new(Tensor.CreateFromShape<float>([20, 784]), Tensor.CreateFromShape<float>([20, 1]), batch: 4);
        Evaluate.Regression(scores.Predict, data);
        Evaluate.Regression(scores.Predict, data, width: {|#0:2|});
        Evaluate.Binary({|#1:series.Predict|}, data);
        """,
        new Expected("MGEN4001", 0, "Scores.Predict gives [B, 1], Evaluate.Regression expects [B, 2]: 'width' must be 1, not 2"),
        new Expected("MGEN4001", 1, "Series.Predict gives [B, T<=9, 3], Evaluate.Binary expects [B, 1]: it must have 2 axes, not 3"));

    [Fact]
    public Task WindowsOfALanguageModel() => Program.Verify(
        """
        TokenDataset data = new(new int[1000], context: 21, batch: 4, TokenOrder.Sequential);
        Evaluate.Language(gpt, {|#0:data|});
        """,
        new Expected("MGEN4001", 0, "'data' of Evaluate.Language gives inputs of [?, 21], expected [B, T<=20]: axis 1 may be 20 at most, not 21"));

    [Fact]
    public Task SequencesWithTargets() => Program.Verify(
        """
        SequenceDataset<float> flat = new(new int[20][], {|#2:new float[20]|}, maximumLength: 12, padding: 0, batch: 4);
        Evaluate.Binary(mood.Predict, {|#0:flat|});
        new Trainer<int, float>(mood, new AdamW(mood.Store)).Fit({|#1:flat.Take([1, 2])|}, new FitOptions<int, float> { Steps = 1 });
        SequenceDataset<float> column = new(new int[20][], new ReadOnlyTensorSpan<float>(data, [20, 1]), maximumLength: 12, padding: 0, batch: 4);
        Evaluate.Binary(mood.Predict, column.Take([1, 2]));
        new Trainer<int, float>(mood, new AdamW(mood.Store)).Fit(column, new FitOptions<int, float> { Steps = 1 });
        """,
        new Expected("MGEN4001", 0, "'data' of Evaluate.Binary gives targets of [?], expected [B, 1]: give it a second axis, of 1", 2),
        new Expected("MGEN4001", 1, "'data' of Trainer.Fit gives targets of [?], expected [B, 1]: give it a second axis, of 1", 2));
}
