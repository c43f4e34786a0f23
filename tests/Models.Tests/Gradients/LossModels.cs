namespace ModelGen.Models.Tests.Gradients;

[Model, Input(6), Linear(5), Loss(Loss.CrossEntropy)] internal sealed partial class Classes;
[Model, Input(6), Linear(5), Loss(Loss.CrossEntropy, LabelSmoothing = 0.2, IgnoreIndex = 3)] internal sealed partial class SmoothedClasses;
[Model, Sequence(6, MaxLength = 5), Linear(5), Loss(Loss.CrossEntropy)] internal sealed partial class ClassesPerStep;
[Model, Tokens(Vocabulary = 9, Context = 6), Embedding(5), Linear(7), Loss(Loss.CrossEntropy, IgnoreIndex = -1)] internal sealed partial class TokensPerStep;
[Model, Tokens(Vocabulary = 9, Context = 6, Padding = 0), Embedding(5), Linear(7), Loss(Loss.CrossEntropy, LabelSmoothing = 0.1)] internal sealed partial class PaddedTokensPerStep;
[Model, Tokens(Vocabulary = 9, Context = 6, Padding = 0), Embedding(5), GlobalAveragePool, Linear(4), Loss(Loss.CrossEntropy)] internal sealed partial class PaddedClasses;
[Model, Input(6), Linear(5), Loss(Loss.BinaryCrossEntropy)] internal sealed partial class BinaryLabels;
[Model, Input(6), Linear(5), Loss(Loss.MeanSquaredError)] internal sealed partial class Squares;
[Model, Input(6), Linear(5), Loss(Loss.MeanAbsoluteError)] internal sealed partial class Distances;
[Model, Input(6), Linear(5), Loss(Loss.Huber)] internal sealed partial class HuberLoss;
[Model, Sequence(6, MaxLength = 5), Linear(5), LogSoftmax, Loss(Loss.Huber)] internal sealed partial class HuberPerStep;
[Model, Sequence(6, MaxLength = 5), Linear(5), Sigmoid, Loss(Loss.MeanSquaredError)] internal sealed partial class SquaresPerStep;
[Model, Input(6), Linear(12), Tanh, Reshape(3, 2, 2), Loss(Loss.MeanSquaredError)] internal sealed partial class SquaresOfImages;
[Model, Input(6), Linear(5), Softmax, Loss(Loss.MeanSquaredError)] internal sealed partial class SquaresOfSoftmax;
[Model, Input(6), LayerNorm, Dropout(0.3), Linear(5), Loss(Loss.MeanSquaredError)] internal sealed partial class SquaresWithDropout;

[Transformer(Layers = 2, Heads = 2, Width = 8, Vocabulary = 11, Context = 6, Dropout = 0.1)] internal sealed partial class SmallGpt;
[Transformer(Style = TransformerStyle.Bert, Layers = 2, Heads = 2, Width = 8, Vocabulary = 11, Context = 6, Classes = 3)] internal sealed partial class SmallBert;
[Transformer(Style = TransformerStyle.Bert, Layers = 1, Heads = 4, KvHeads = 2, Width = 8, Vocabulary = 11, Context = 6, Classes = 3, Dropout = 0.1)] internal sealed partial class BertWithDropout;
[Transformer(Style = TransformerStyle.Llama, Layers = 2, Heads = 4, KvHeads = 2, Width = 16, Hidden = 24, Vocabulary = 11, Context = 6)] internal sealed partial class SmallLlama;
