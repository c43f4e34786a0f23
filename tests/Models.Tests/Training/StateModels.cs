namespace ModelGen.Models.Tests.Training;

// What the samples are made of, small: a line, perceptrons, images with and without norms, series, sequences of tokens.
[Model, Input(3), Linear(1, Name = "line"), Loss(Loss.MeanSquaredError)]
internal sealed partial class LineModel;

[Model, Input(3), Linear(8, Bias = false), BatchNorm, Relu, Linear(8), LayerNorm, Gelu, Linear(4), Loss(Loss.CrossEntropy)]
internal sealed partial class NormedPerceptron;

[Model, Input(3), Linear(8), Tanh, Linear(1), Loss(Loss.BinaryCrossEntropy)]
internal sealed partial class Discriminator;

[Model, Input(2, 6, 6), Conv2d(4, Kernel = 3, Padding = 1, Bias = false), BatchNorm, Relu, MaxPool2d(2), Conv2d(4, Kernel = 3), Relu, Flatten, Linear(3), Loss(Loss.CrossEntropy)]
internal sealed partial class NormedImages;

[Model, Input(2, 6, 6), Conv2d(4, Kernel = 3), Relu, MaxPool2d(2), Flatten, Linear(3), Loss(Loss.CrossEntropy)]
internal sealed partial class PlainImages;

[Model, Sequence(3, MaxLength = 5), BatchNorm, Lstm(6), Dropout(0.2), Linear(2), Loss(Loss.Huber)]
internal sealed partial class NormedSeries;

[Model, Tokens(Vocabulary = 11, Context = 6, Padding = 0), Embedding(5), GlobalAveragePool, BatchNorm, Linear(1), Loss(Loss.BinaryCrossEntropy)]
internal sealed partial class NormedWords;

[Model, Input(8), Linear(64), Dropout(0.5), Linear(4)]
internal sealed partial class NoisyLayer;

[Block, LayerNorm, Linear(16), Gelu, Linear(8)] internal sealed partial class TunedBlock;

[Model, Input(8), Linear(8, Bias = false, Name = "stem"), BatchNorm(Name = "bn"), Repeat<TunedBlock>(3, Name = "body"), Linear(10, Name = "head"), Loss(Loss.CrossEntropy)]
internal sealed partial class Pretrained;

[Model, Input(8), Linear(8, Bias = false, Name = "stem"), BatchNorm(Name = "bn"), Repeat<TunedBlock>(3, Name = "body"), Linear(3, Name = "head"), Loss(Loss.CrossEntropy)]
internal sealed partial class Tuned;
