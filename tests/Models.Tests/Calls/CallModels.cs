namespace ModelGen.Models.Tests.Calls;

[Block, LayerNorm, SelfAttention(Heads = 3, Causal = true)] internal sealed partial class Attend;
[Block, LayerNorm, Linear(48), Gelu, Linear(12)] internal sealed partial class Think;
[Block, Residual<Attend>, Residual<Think>] internal sealed partial class DecoderLayer;

/// <summary>DESIGN's GPT in four declarations.</summary>
[Model, Tokens(Vocabulary = 17, Context = 20)]
[Embedding(12), PositionEmbedding, Repeat<DecoderLayer>(3), LayerNorm, Linear(17)]
[Loss(Loss.CrossEntropy)]
internal sealed partial class BlockGpt;

[Block, RmsNorm, SelfAttention(Heads = 4, KvHeads = 2, Causal = true, Rotary = true, Bias = false)] internal sealed partial class Turn;
[Block, RmsNorm, SwiGlu(20)] internal sealed partial class Gate;

/// <summary>Blocks without a loop, attention at the model's own level, rows that go on being mixed to the end.</summary>
[Model, Tokens(Vocabulary = 16, Context = 20)]
[Embedding(16), SinusoidalPosition, Residual<Turn>, Use<Gate>, Residual<Turn>, SelfAttention(Heads = 2, Causal = true), Dropout(0.3), Residual<Gate>]
internal sealed partial class MixedDecoder;

/// <summary>Nothing mixes rows: a table and a head.</summary>
[Model, Tokens(Vocabulary = 17, Context = 20), Embedding(16), Tanh, Linear(17), Softmax]
internal sealed partial class Bigram;

/// <summary>The sum around the head reads what stood before the last attention.</summary>
[Model, Tokens(Vocabulary = 16, Context = 20), Embedding(16), Repeat<Turn>(2), Linear(16), Residual<Gate>]
internal sealed partial class EndsInResidual;

/// <summary>Causal, but its rows are no logits of tokens: there is nothing to decode.</summary>
[Model, Tokens(Vocabulary = 17, Context = 20), Embedding(16), Linear(5)]
internal sealed partial class Tagger;

[Model, Input(3, 4, 5), Flatten, Linear(6), Relu, Linear(2), Loss(Loss.CrossEntropy)]
internal sealed partial class ImageClassifier;

[Model, Sequence(6, MaxLength = 9), Linear(4), Loss(Loss.MeanSquaredError)]
internal sealed partial class Series;

[Model, Tokens(Vocabulary = 17, Context = 20, Padding = 0), Embedding(16), SelfAttention(Heads = 2), GlobalAveragePool, Linear(3)]
internal sealed partial class PaddedClassifier;
