using ModelGen;

namespace ModelGen.Models.Tests.Graphs;

using static ModelGen.Graph;

/// <summary>The reference case gcn: a graph network over a real adjacency.</summary>
[Model]
public partial class GoldenGcn
{
    [Forward]
    static (Symbol Hidden, Symbol Logits) Classify([Tensor("N<=13", "F:9")] Symbol nodes, [Tensor("N<=13", "N<=13")] Symbol adjacency)
    {
        Symbol hidden = nodes.GraphConv(12, adjacency, name: "conv1").Relu();
        return (hidden, hidden.GraphConv(4, adjacency, name: "conv2"));
    }

    [Objective]
    static Symbol Known(Symbol logits, [Id(4, "N<=13")] Symbol labels) => CrossEntropy(logits, labels);
}

/// <summary>The reference case two_towers: one table of words for two texts, and a scale and a shift that no layer owns.</summary>
[Model]
public partial class GoldenTwoTowers
{
    [Forward]
    static (Symbol User, Symbol Cosine, Symbol Logit) Match([Tokens(Vocabulary = 43, Context = 7, Padding = 0)] Symbol userIds, [Tokens(Vocabulary = 43, Context = 4, Padding = 0)] Symbol itemIds)
    {
        Layer embedding = Shared(x => x.Embedding(14, name: ""));
        Symbol user = embedding(userIds).Mean(Axis.Time).Linear(10, name: "user").Tanh();
        Symbol item = embedding(itemIds).Mean(Axis.Time).Linear(10, name: "item").Tanh();
        Symbol cosine = Cosine(user, item);
        return (user, cosine, Weights([], name: "scale") * cosine + Weights([], name: "bias"));
    }

    [Objective]
    static Symbol Clicks(Symbol logit, [Scalar] Symbol label) => BinaryCrossEntropy(logit, label);
}

/// <summary>The reference case autoencoder_tied: the way back has the matrices of the way there.</summary>
[Model]
public partial class GoldenTied
{
    [Forward]
    static (Symbol Code, Symbol Decoded, Symbol Output) Encode([Input(24)] Symbol x)
    {
        Layer fc1 = Shared(y => y.Linear(15, name: "")), fc2 = Shared(y => y.Linear(6, name: ""));
        Symbol code = fc2(fc1(x).Tanh()).Tanh();
        Symbol decoded = code.Linear(15, tiedTo: fc2, name: "decode2").Tanh();
        return (code, decoded, decoded.Linear(24, tiedTo: fc1, name: "decode1"));
    }

    [Objective]
    static Symbol Distance(Symbol output, Symbol x) => MeanSquaredError(output, x);
}

/// <summary>A language model whose head is the table of its words.</summary>
[Model, Loss(Loss.CrossEntropy)]
public partial class TiedWords
{
    [Forward]
    static Symbol Next([Tokens(Vocabulary = 7, Context = 5)] Symbol ids)
    {
        Layer words = Shared(Words);
        return words(ids).SelfAttention(heads: 2, causal: true).Linear(7, tiedTo: words);
    }

    private static Symbol Words(Symbol x) => x.Embedding(4);
}

/// <summary>The reference case seq2seq: a decoder that begins at the encoder's last state and looks at all of them.</summary>
[Model]
public partial class GoldenTranslator
{
    [Forward]
    static (Symbol EncoderLast, Symbol Decoder, Symbol Attended, Symbol Context, Symbol Combined, Symbol Logits) Translate(
        [Tokens(Vocabulary = 37, Context = 8, Padding = 0)] Symbol source, [Tokens(Vocabulary = 41, Context = 16, Axis = "S")] Symbol target)
    {
        Symbol encoded = source.Embedding(14, name: "source_embedding").Gru(18, returnSequences: true, name: "encoder");
        Symbol last = encoded.TakeLast();
        Symbol decoder = target.Embedding(14, name: "target_embedding").Gru(18, start: last, returnSequences: true, name: "decoder");
        Symbol context = Attention(decoder, encoded, encoded, scale: 1);
        Symbol combined = Concat(context, decoder).Linear(18, name: "combine").Tanh();
        return (last, decoder, AttentionWeights(decoder, encoded, scale: 1), context, combined, combined.Linear(41, name: "output"));
    }

    [Objective]
    static Symbol Words(Symbol logits, [Tokens(Vocabulary = 41, Context = 16, Axis = "S")] Symbol targets) => CrossEntropy(logits, targets);
}

/// <summary>An Lstm that goes on where another ended.</summary>
[Model]
public partial class GoesOn
{
    [Forward]
    static Symbol Run([Sequence(3, MaxLength = 6, Axis = "S")] Symbol first, [Sequence(2, MaxLength = 6, Axis = "S")] Symbol second)
    {
        var (y, state, cell) = LstmWithState(first, 4, name: "before");
        return Concat(y, second.Lstm(4, start: state, startCell: cell, returnSequences: true), second.Rnn(2, start: state.Slice(Axis.Feature, 0, 2), returnSequences: true));
    }
}

/// <summary>What attention attends to, with heads that share keys, causal and under a mask.</summary>
[Model]
public partial class Attends
{
    [Forward]
    static (Symbol Same, Symbol Again) Run([Sequence(4, MaxLength = 5)] Symbol x, [Tensor("M<=5", "M<=5")] Symbol unused)
    {
        Symbol query = x.Linear(4, name: "query"), key = x.Linear(2, name: "key"), value = x.Linear(2, name: "value");
        Symbol weights = AttentionWeights(query, key, heads: 2, kvHeads: 1, causal: true);
        Symbol looked = Concat(MatMul(weights.Slice(Axis.At(0), 0, 1).Squeeze(), value), MatMul(weights.Slice(Axis.At(0), 1, 1).Squeeze(), value));
        return (Attention(query, key, value, heads: 2, kvHeads: 1, causal: true) + 0 * unused.Sum(), looked);
    }
}
