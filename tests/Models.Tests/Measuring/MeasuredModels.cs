namespace ModelGen.Models.Tests.Measuring;

/// <summary>A loss that passes over padding and over targets of -1.</summary>
[Model, Tokens(Vocabulary = 9, Context = 6, Padding = 0), Embedding(4), Linear(9), Loss(Loss.CrossEntropy, IgnoreIndex = -1)]
internal sealed partial class PaddedText;

[Model, Input(3), Linear(4), Loss(Loss.CrossEntropy)]
internal sealed partial class FourClasses;

[Model, Input(3), Linear(2), Loss(Loss.BinaryCrossEntropy)]
internal sealed partial class TwoLabels;

[Model, Input(3), Linear(1), Loss(Loss.MeanSquaredError)]
internal sealed partial class OneNumber;

[Model, Input(3), Linear(1), Loss(Loss.BinaryCrossEntropy)]
internal sealed partial class OneLabel;

[Model, Input(3), Linear(8), Tanh, Linear(3)]
internal sealed partial class Encoder;
