namespace ModelGen.Models.Tests.Gradients;

[Model, Sequence(5, MaxLength = 6), Rnn(7)] internal sealed partial class RnnLayer;
[Model, Sequence(5, MaxLength = 6), Rnn(7, ReturnSequences = true, Bidirectional = true)] internal sealed partial class RnnBothWays;
[Model, Sequence(5, MaxLength = 6), Lstm(7)] internal sealed partial class LstmLayer;
[Model, Sequence(5, MaxLength = 6), Lstm(17, ReturnSequences = true)] internal sealed partial class LstmSequences;
[Model, Sequence(5, MaxLength = 6), Lstm(4, Layers = 2, Bidirectional = true), Linear(3)] internal sealed partial class LstmStacked;
[Model, Tokens(Vocabulary = 11, Context = 6, Padding = 2), Embedding(5), Lstm(4, Bidirectional = true)] internal sealed partial class LstmPadded;
[Model, Tokens(Vocabulary = 11, Context = 6, Padding = 2), Embedding(5), Lstm(4, ReturnSequences = true)] internal sealed partial class LstmPaddedSequences;
[Model, Sequence(5, MaxLength = 6), Gru(7)] internal sealed partial class GruLayer;
[Model, Sequence(5, MaxLength = 6), Gru(4, Layers = 2, Bidirectional = true, ReturnSequences = true)] internal sealed partial class GruStacked;
[Model, Tokens(Vocabulary = 11, Context = 6, Padding = 2), Embedding(5), Gru(4, ReturnSequences = true, Bidirectional = true), GlobalAveragePool] internal sealed partial class GruPadded;
[Model, Tokens(Vocabulary = 11, Context = 6, Padding = 2), Embedding(5), Rnn(4)] internal sealed partial class RnnPadded;
[Block, Gru(4, ReturnSequences = true), Tanh] internal sealed partial class GruBlock;
[Model, Sequence(4, MaxLength = 6), Residual<GruBlock>, Repeat<GruBlock>(2), TakeLast] internal sealed partial class GruBlocks;
