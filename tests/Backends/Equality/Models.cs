namespace ModelGen.Equality;

/// <summary>Widths that are no whole vectors, and every norm and function with an argument.</summary>
[Backends(Target.Here), Model, Input(12)]
[Linear(9), LeakyRelu(0.1), LayerNorm, Linear(6), Elu(0.7), Linear(7), Gelu, RmsNorm, Linear(5), Softplus, Dropout(0.3), Linear(8), Relu, Linear(6), HardSwish, Linear(5), Relu6, Linear(3)]
[Loss(Loss.MeanSquaredError)]
public partial class Odd;

/// <summary>Products of more than one tile in every direction.</summary>
[Backends(Target.Here), Model, Input(70)]
[Linear(130), Gelu(Tanh = true), Linear(68), Silu, Linear(66, Bias = false), Sigmoid, Linear(4)]
[Loss(Loss.BinaryCrossEntropy), Target(Classes = 4)]
public partial class Wide;

/// <summary>Images, pooled by their maximum.</summary>
[Backends(Target.Here), Model, Input(3, 4, 5)]
[Gelu, GlobalMaxPool, Linear(4), LogSoftmax]
[Loss(Loss.MeanAbsoluteError)]
public partial class Brightest;

/// <summary>Images, pooled by their mean, and shapes that only get other names.</summary>
[Backends(Target.Here), Model, Input(3, 4, 5)]
[Silu, Flatten, Linear(24), Reshape(6, 2, 2), GlobalAveragePool, Tanh, Reshape(6, 1, 1), GlobalMaxPool, Linear(4), Softmax]
[Loss(Loss.MeanSquaredError)]
public partial class Average;

/// <summary>A sequence of floats with attention that looks both ways.</summary>
[Backends(Target.Here), Model, Sequence(6, MaxLength = 40)]
[Linear(8), SinusoidalPosition, LayerNorm, SelfAttention(Heads = 2), SelfAttention(Heads = 1, Rotary = true, RotaryBase = 5000), TakeFirst, Linear(3)]
[Loss(Loss.Huber)]
public partial class Both;

/// <summary>Attention over real steps only, dropout of probabilities.</summary>
[Block, LayerNorm, SelfAttention(Heads = 2, Dropout = 0.2)]
public partial class OddAttend;

/// <summary>A gated middle with biases.</summary>
[Block, LayerNorm, SwiGlu(10, Bias = true), Dropout(0.1)]
public partial class OddThink;

/// <summary>One layer of the encoder.</summary>
[Block, Residual<OddAttend>, Residual<OddThink>]
public partial class OddEncode;

/// <summary>Padding masks attention and pooling; heads of an odd size.</summary>
[Backends(Target.Here), Model, Tokens(Vocabulary = 19, Context = 24, Padding = 0)]
[Embedding(6), PositionEmbedding, Repeat<OddEncode>(3), GlobalAveragePool, Linear(3)]
[Loss(Loss.CrossEntropy, LabelSmoothing = 0.1)]
public partial class Padded;

/// <summary>Causal, one key head for four query heads.</summary>
[Block, RmsNorm, SelfAttention(Heads = 4, KvHeads = 1, Causal = true, Rotary = true)]
public partial class Shared;

/// <summary>A class for every step, one that is ignored; padding is not the first id.</summary>
[Backends(Target.Here), Model, Tokens(Vocabulary = 19, Context = 24, Padding = 3)]
[Embedding(32), PositionEmbedding, Residual<Shared>, Linear(7)]
[Loss(Loss.CrossEntropy, IgnoreIndex = 2)]
public partial class Tagger;

/// <summary>Classes that weigh differently, beside smoothing, an id that is ignored and padding.</summary>
[Backends(Target.Here), Model, Tokens(Vocabulary = 19, Context = 24, Padding = 3)]
[Embedding(8), Linear(4)]
[Loss(Loss.CrossEntropy, LabelSmoothing = 0.2, IgnoreIndex = 2, ClassWeights = new[] { 0.5, 2.0, 1.0, 3.0 })]
public partial class WeightedTagger;

/// <summary>Numbers for every step, padding left out.</summary>
[Backends(Target.Here), Model, Tokens(Vocabulary = 19, Context = 24, Padding = 3)]
[Embedding(8), Linear(3)]
[Loss(Loss.Huber)]
public partial class PaddedNumbers;

/// <summary>A head that is the table of the tokens, with a bias of its own.</summary>
[Backends(Target.Here), Model, Tokens(Vocabulary = 11, Context = 8)]
[Embedding(6), Tanh, Linear(11, TiedTo = "embedding")]
[Loss(Loss.CrossEntropy)]
public partial class Tied;

/// <summary>The last real step.</summary>
[Backends(Target.Here), Model, Tokens(Vocabulary = 9, Context = 6, Padding = 0)]
[Embedding(4), PositionEmbedding, Silu, TakeLast, Linear(1)]
[Loss(Loss.BinaryCrossEntropy)]
public partial class Last;

/// <summary>The maximum over real steps.</summary>
[Backends(Target.Here), Model, Tokens(Vocabulary = 9, Context = 6, Padding = 0)]
[Embedding(4), GlobalMaxPool, Linear(2)]
[Loss(Loss.MeanSquaredError)]
public partial class Most;

/// <summary>Several tiles of queries and keys.</summary>
[Backends(Target.Here), Model, Tokens(Vocabulary = 11, Context = 160)]
[Embedding(8), SelfAttention(Heads = 2, Causal = true, Rotary = true), Linear(11)]
[Loss(Loss.CrossEntropy)]
public partial class Long;

/// <summary>A head that ILGPU keeps in shared memory: more than 32 numbers.</summary>
[Backends(Target.Here), Model, Sequence(5, MaxLength = 40)]
[Linear(48), SelfAttention(Heads = 1, Causal = true), Linear(2)]
[Loss(Loss.MeanSquaredError)]
public partial class Head48;

/// <summary>A head whose keys' gradient is shared out to two groups of ILGPU.</summary>
[Backends(Target.Here), Model, Sequence(5, MaxLength = 40)]
[Linear(96), SelfAttention(Heads = 1, Rotary = true), Linear(2)]
[Loss(Loss.MeanSquaredError)]
public partial class Head96;

/// <summary>The largest kind of head, four groups for a key.</summary>
[Backends(Target.Here), Model, Sequence(5, MaxLength = 24)]
[Linear(160), SelfAttention(Heads = 1, Causal = true), Linear(2)]
[Loss(Loss.MeanSquaredError)]
public partial class Head160;

/// <summary>A block in several places.</summary>
[Block, LayerNorm, Linear(8), Gelu(Tanh = true)]
public partial class Step;

/// <summary>Once, around a sum, repeated.</summary>
[Backends(Target.Here), Model, Input(8)]
[Use<Step>, Residual<Step>, Repeat<Step>(4), Linear(2)]
[Loss(Loss.Huber)]
public partial class Steps;

/// <summary>A preset.</summary>
[Backends(Target.Here), Transformer(Layers = 2, Heads = 2, Width = 24, Vocabulary = 31, Context = 24)]
public partial class Gpt;

/// <summary>A preset.</summary>
[Backends(Target.Here), Transformer(Style = TransformerStyle.Llama, Layers = 2, Heads = 4, KvHeads = 2, Width = 32, Hidden = 24, Vocabulary = 31, Context = 24)]
public partial class Llama;

/// <summary>A preset.</summary>
[Backends(Target.Here), Transformer(Style = TransformerStyle.Bert, Layers = 2, Heads = 2, Width = 24, Hidden = 40, Vocabulary = 31, Context = 24, Classes = 3)]
public partial class Bert;
