namespace ModelGen.Models.Tests.Training;

// DESIGN's GPT of blocks, small; with dropout everywhere where it may stand.
[Block, LayerNorm, SelfAttention(Heads = 3, Causal = true, Dropout = 0.1), Dropout(0.1)] internal sealed partial class Attend;
[Block, LayerNorm, Linear(96), Gelu, Linear(24), Dropout(0.1)] internal sealed partial class Think;
[Block, Residual<Attend>, Residual<Think>] internal sealed partial class DecoderLayer;

[Model, Tokens(Vocabulary = 29, Context = 32)]
[Embedding(24), PositionEmbedding, Dropout(0.1), Repeat<DecoderLayer>(3), LayerNorm, Linear(29)]
[Loss(Loss.CrossEntropy)]
internal sealed partial class NoisyGpt;

[Transformer(Style = TransformerStyle.Llama, Layers = 2, Heads = 4, KvHeads = 2, Width = 32, Hidden = 48, Vocabulary = 29, Context = 32)]
internal sealed partial class PlainLlama;

[Model, Input(3, 4, 5), Flatten, Linear(40), Relu, Dropout(0.2), Linear(10), Loss(Loss.MeanSquaredError)]
internal sealed partial class Perceptron;
