namespace ModelGen.Models.Tests.Gradients;

// One model per layer, where it can be with nothing around it: what a layer's op does then is at the model's own edges, too.
// Sizes are odd, so that no vector register fits.

[Model, Input(7), Linear(5)] internal sealed partial class LinearLayer;
[Model, Input(7), Linear(5, Bias = false)] internal sealed partial class LinearWithoutBias;
[Model, Sequence(7, MaxLength = 5), Linear(3)] internal sealed partial class LinearOverTime;
[Model, Tokens(Vocabulary = 11, Context = 6), Embedding(5)] internal sealed partial class EmbeddingLayer;
[Model, Tokens(Vocabulary = 11, Context = 6), Embedding(5), PositionEmbedding] internal sealed partial class EmbeddingWithPositions;
[Model, Tokens(Vocabulary = 11, Context = 6), Embedding(5), Tanh, PositionEmbedding, Linear(3)] internal sealed partial class PositionsLater;
[Model, Sequence(5, MaxLength = 6), PositionEmbedding] internal sealed partial class PositionsFirst;
[Model, Sequence(5, MaxLength = 6), PositionEmbedding, PositionEmbedding, Linear(3)] internal sealed partial class PositionsTwice;
[Model, Sequence(6, MaxLength = 6), SinusoidalPosition, Linear(3)] internal sealed partial class SinusoidalLayer;
[Model, Input(7), LayerNorm] internal sealed partial class LayerNormLayer;
[Model, Sequence(7, MaxLength = 5), Linear(9), LayerNorm, Linear(3)] internal sealed partial class LayerNormBetween;
[Model, Input(7), RmsNorm] internal sealed partial class RmsNormLayer;
[Model, Sequence(7, MaxLength = 5), Linear(9), RmsNorm(Epsilon = 0.1), Linear(3)] internal sealed partial class RmsNormBetween;
[Model, Input(7), SwiGlu(5)] internal sealed partial class SwiGluLayer;
[Model, Sequence(7, MaxLength = 5), SwiGlu(5, Bias = true)] internal sealed partial class SwiGluWithBias;

[Model, Sequence(8, MaxLength = 6), SelfAttention(Heads = 2, Causal = true)] internal sealed partial class CausalAttention;
[Model, Sequence(8, MaxLength = 6), SelfAttention(Heads = 2, Bias = false)] internal sealed partial class FullAttention;
[Model, Sequence(12, MaxLength = 6), SelfAttention(Heads = 4, KvHeads = 2, Causal = true)] internal sealed partial class GroupedAttention;
[Model, Sequence(8, MaxLength = 6), SelfAttention(Heads = 2, Rotary = true, RotaryBase = 100, Causal = true)] internal sealed partial class RotaryAttention;
[Model, Sequence(8, MaxLength = 6), SelfAttention(Heads = 2, Dropout = 0.3)] internal sealed partial class AttentionDropout;
[Model, Tokens(Vocabulary = 11, Context = 6, Padding = 0), Embedding(8), SelfAttention(Heads = 2)] internal sealed partial class PaddedAttention;
[Model, Tokens(Vocabulary = 11, Context = 6, Padding = 0), Embedding(8), SelfAttention(Heads = 2, KvHeads = 1, Rotary = true, Causal = true, Dropout = 0.2)] internal sealed partial class EverythingAttention;

[Model, Input(7), Gelu] internal sealed partial class GeluLayer;
[Model, Input(7), Gelu(Tanh = true)] internal sealed partial class GeluTanhLayer;
[Model, Input(7), Relu] internal sealed partial class ReluLayer;
[Model, Input(7), Silu] internal sealed partial class SiluLayer;
[Model, Input(7), Tanh] internal sealed partial class TanhLayer;
[Model, Input(7), Sigmoid] internal sealed partial class SigmoidLayer;
[Model, Input(7), Softplus] internal sealed partial class SoftplusLayer;
[Model, Input(7), Relu6] internal sealed partial class Relu6Layer;
[Model, Input(7), HardSwish] internal sealed partial class HardSwishLayer;
#pragma warning disable MGEN5004 // activations with no layer between them are what is fused
[Model, Input(37), Gelu, Tanh, Elu, Sigmoid, Softplus] internal sealed partial class FunctionChain;
#pragma warning restore MGEN5004
[Model, Input(7), LeakyRelu(0.2)] internal sealed partial class LeakyReluLayer;
[Model, Input(7), Elu] internal sealed partial class EluLayer;
[Model, Input(3, 2, 5), LeakyRelu, Flatten, Linear(30), Reshape(3, 2, 5), Elu(0.5), Flatten, Linear(9), LeakyRelu(-0.5), Linear(9), Elu(2), Linear(4), Softplus] internal sealed partial class SlopedActivations;
[Model, Input(7), LogSoftmax] internal sealed partial class LogSoftmaxLayer;
[Model, Sequence(7, MaxLength = 5), Linear(9), LogSoftmax, Linear(3)] internal sealed partial class LogSoftmaxBetween;
[Model, Input(7), Softmax] internal sealed partial class SoftmaxLayer;
[Model, Input(3, 2, 5), Tanh, Dropout(0.4), Flatten, Linear(3), Softmax] internal sealed partial class ImageLayers;
[Model, Input(7), Linear(9), Gelu, Linear(9), Gelu(Tanh = true), Linear(9), Relu, Linear(9), Silu, Linear(9), Tanh, Linear(5), Sigmoid] internal sealed partial class EveryActivation;

[Model, Input(9), Dropout(0.4)] internal sealed partial class DropoutLayer;
[Model, Input(9), Dropout(0.4), Linear(9), Dropout(0.2), Linear(3)] internal sealed partial class DropoutTwice;
[Model, Input(2, 3), Flatten] internal sealed partial class FlattenAlone;
[Model, Input(2, 3, 4), Flatten, Linear(5)] internal sealed partial class FlattenLayer;
[Model, Input(4, 6), Reshape(2, 3, 4), Relu, Reshape(24), Linear(3)] internal sealed partial class ReshapeLayer;
[Model, Input(24), Linear(24), Reshape(2, 3, 4)] internal sealed partial class ReshapeLast;
[Model, Input(2, 3), Flatten, LayerNorm] internal sealed partial class FlattenedNorm;

[Model, Sequence(5, MaxLength = 6), TakeFirst] internal sealed partial class TakeFirstLayer;
[Model, Sequence(5, MaxLength = 6), TakeLast] internal sealed partial class TakeLastLayer;
[Model, Tokens(Vocabulary = 11, Context = 6, Padding = 2), Embedding(5), TakeLast] internal sealed partial class TakeLastPadded;
[Model, Tokens(Vocabulary = 11, Context = 6, Padding = 2), Embedding(5), TakeFirst] internal sealed partial class TakeFirstPadded;
[Model, Sequence(5, MaxLength = 6), GlobalMaxPool] internal sealed partial class MaxPoolOverTime;
[Model, Sequence(5, MaxLength = 6), GlobalAveragePool] internal sealed partial class MeanPoolOverTime;
[Model, Tokens(Vocabulary = 11, Context = 6, Padding = 2), Embedding(5), GlobalMaxPool] internal sealed partial class MaxPoolPadded;
[Model, Tokens(Vocabulary = 11, Context = 6, Padding = 2), Embedding(5), GlobalAveragePool] internal sealed partial class MeanPoolPadded;
[Model, Input(3, 4, 5), GlobalMaxPool] internal sealed partial class MaxPoolOverSpace;
[Model, Input(3, 4, 5), GlobalAveragePool] internal sealed partial class MeanPoolOverSpace;
