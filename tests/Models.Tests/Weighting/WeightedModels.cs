namespace ModelGen.Models.Tests.Weighting;

/// <summary>The reference case weighted_ce.</summary>
[Model, Input(12)]
[Linear(16, Name = "fc1"), Tanh, Linear(4, Name = "fc2")]
[Loss(Loss.CrossEntropy, ClassWeights = new[] { 0.5, 2.0, 1.25, 3.0 })]
internal sealed partial class GoldenWeightedClasses;

/// <summary>The reference case weighted_mse.</summary>
[Model, Input(11)]
[Linear(18, Name = "fc1"), Gelu, Linear(4, Name = "fc2")]
[Loss(Loss.MeanSquaredError)]
internal sealed partial class GoldenWeightedNumbers;

[Model, Input(6), Linear(5), Loss(Loss.CrossEntropy, LabelSmoothing = 0.2, IgnoreIndex = 3, ClassWeights = new[] { 0.5, 2.0, 0.25, 1.25, 3.0 })]
internal sealed partial class WeightedSmoothedClasses;

[Model, Tokens(Vocabulary = 9, Context = 6, Padding = 0), Embedding(5), Linear(7), Loss(Loss.CrossEntropy, IgnoreIndex = -1, ClassWeights = new[] { 1.0, 2, 3, 0.5, 1, 1, 4 })]
internal sealed partial class WeightedSteps;

[Model, Tokens(Vocabulary = 9, Context = 6, Padding = 0), Embedding(5), Linear(3), Loss(Loss.MeanSquaredError)]
internal sealed partial class PaddedSquares;

[Model, Tokens(Vocabulary = 9, Context = 6, Padding = 0), Embedding(5), Linear(3), Loss(Loss.MeanAbsoluteError)]
internal sealed partial class PaddedDistances;

[Model, Tokens(Vocabulary = 9, Context = 6, Padding = 0), Embedding(5), Linear(3), Loss(Loss.Huber)]
internal sealed partial class PaddedHuber;

/// <summary>As docs/training.md shows it.</summary>
[Model, Input(8)]
[Linear(16), Relu, Linear(3)]
[Loss(Loss.CrossEntropy, ClassWeights = new[] { 1.0, 20.0, 1.0 })]
public partial class RareClass;

[Model, Input(8)]
[Linear(16), Relu, Linear(3)]
[Loss(Loss.CrossEntropy)]
internal sealed partial class PlainClass;
