namespace ModelGen.Models.Tests.Gradients;

[Block, Linear(7), Tanh, Linear(7)] internal sealed partial class Think;
[Block, Tanh, Linear(7)] internal sealed partial class ThinkLate;
[Block, Linear(7), Softmax] internal sealed partial class Choose;
[Block, RmsNorm, Linear(9), Gelu, Linear(7)] internal sealed partial class Normed;
[Block, Dropout(0)] internal sealed partial class Nothing;
[Block, Residual<Nothing>] internal sealed partial class Twofold;
[Block, Residual<Think>, Linear(7)] internal sealed partial class Nested;
[Block, Residual<Normed>, Dropout(0.2)] internal sealed partial class Noisy;
[Block, Repeat<Noisy>(2), Residual<Choose>] internal sealed partial class Tower;

[Block, Gelu] internal sealed partial class Act;

[Model, Input(7), Linear(8), Residual<Act>, Linear(3)] internal sealed partial class SumWithOwnActivation;
[Model, Input(7), Residual<Think>] internal sealed partial class ResidualLayer;
[Model, Input(7), Linear(7), Residual<ThinkLate>, Linear(7)] internal sealed partial class ResidualOfPreActivation;
[Model, Input(7), Residual<Nested>] internal sealed partial class ResidualInResidual;
[Model, Input(7), Residual<Nested>, Linear(3)] internal sealed partial class ResidualInResidualThenLinear;
[Model, Input(7), Residual<Normed>, Tanh] internal sealed partial class ResidualNorm;
[Model, Input(7), Linear(7), Residual<Nothing>, Linear(3)] internal sealed partial class ResidualOfNothing;
[Model, Input(7), Repeat<Twofold>(3)] internal sealed partial class RepeatOfTwofold;
[Model, Input(7), Repeat<Nothing>(2), Linear(3)] internal sealed partial class RepeatOfNothing;
[Model, Input(7), Repeat<Think>(1), Linear(3)] internal sealed partial class RepeatOnce;
[Model, Input(7), Repeat<Think>(3)] internal sealed partial class RepeatThrice;
[Model, Input(7), Repeat<Choose>(2), Tanh] internal sealed partial class RepeatOfSoftmax;
[Model, Input(7), Repeat<Tower>(3), Linear(3)] internal sealed partial class RepeatInRepeat;
[Model, Sequence(7, MaxLength = 4), Repeat<Tower>(2), GlobalAveragePool] internal sealed partial class RepeatOverTime;
[Model, Input(5), Linear(7), Use<Think>] internal sealed partial class UseOnce;
[Model, Input(7), Use<Think>, Relu, Use<Think>] internal sealed partial class UseTwice;
[Model, Input(7), Use<Normed>, Residual<Normed>, Repeat<Normed>(2)] internal sealed partial class UseEveryWay;
[Model, Sequence(7, MaxLength = 4), Use<Normed>, TakeLast, Use<Normed>] internal sealed partial class UseOnTwoTypes;

[Block, LayerNorm, SelfAttention(Heads = 2, KvHeads = 1, Dropout = 0.1)] internal sealed partial class Attend;
[Block, LayerNorm, Linear(10), Gelu, Linear(8), Dropout(0.1)] internal sealed partial class Digest;
[Block, Residual<Attend>, Residual<Digest>] internal sealed partial class EncoderLayer;

[Model, Tokens(Vocabulary = 11, Context = 6, Padding = 0), Embedding(8), PositionEmbedding, Repeat<EncoderLayer>(3), LayerNorm, GlobalMaxPool, Linear(3)] internal sealed partial class PaddedEncoder;
[Model, Tokens(Vocabulary = 11, Context = 6, Padding = 0), Embedding(8), Use<EncoderLayer>, Use<EncoderLayer>, TakeLast] internal sealed partial class PaddedEncoderUsedTwice;
[Block, Residual<Attend>, Residual<Attend>] internal sealed partial class AttendTwice;
[Model, Tokens(Vocabulary = 11, Context = 6, Padding = 0), Embedding(8), Repeat<AttendTwice>(2), TakeLast] internal sealed partial class PaddedAttentionTwice;
[Model, Sequence(8, MaxLength = 6), Dropout(0.1), Repeat<EncoderLayer>(2), RmsNorm] internal sealed partial class FloatEncoder;
