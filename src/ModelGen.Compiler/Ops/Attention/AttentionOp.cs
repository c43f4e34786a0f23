using System;
using System.Collections.Generic;
using System.Linq;
using ModelGen.Compiler.Ir;

namespace ModelGen.Compiler.Ops.Attention;

/// <summary>
/// Scaled dot-product attention without a T x S buffer (Dao et al. 2022, arXiv:2205.14135). Inputs: query [B, T, heads · size]; key and value [B, S, kv · size], of the same or
/// another sequence; the mask of the keys' padding or null; per query and key [B, T, S] numbers that are added to the scores, or a mask, or with <c>isRelative</c> numbers of each head by the way from a query to a key [B, heads, 2 T], or null. Outputs: o, and the
/// log-sum-exp of each head's row. A query that sees no key gives 0.
/// </summary>
/// <param name="heads">Of the queries. Their size, and how many keys and values have, follows from the inputs' widths.</param>
/// <param name="causal">Query t sees the keys up to t.</param>
/// <param name="scale">What scores are multiplied by; 0: 1 / √size.</param>
public sealed partial class AttentionOp(int heads, bool causal, double dropout = 0, int site = 0, double scale = 0, int window = 0, double softCap = 0, bool hasTexts = false, bool isRelative = false) : Op
{
    public int Heads { get; } = heads;

    public bool Causal { get; } = causal;

    public double Dropout { get; } = dropout;

    /// <summary>Distinguishes random streams within one graph.</summary>
    public int Site { get; } = site;

    public double Scale { get; } = scale;

    /// <summary>A query sees this many keys at most, itself included (Beltagy et al. 2020, arXiv:2004.05150); causal only; 0: all.</summary>
    public int Window { get; } = window;

    /// <summary>Scores s become SoftCap · tanh(s / SoftCap) (Gemma 2, arXiv:2408.00118); 0: they stay.</summary>
    public double SoftCap { get; } = softCap;

    /// <summary>The mask numbers texts: a query sees keys of its own text alone.</summary>
    public bool HasTexts { get; } = hasTexts;

    /// <summary>The bias is of each head, and its number j - i + T - 1 stands between the query i and the key j of one sequence (Shaw et al. 2018, arXiv:1803.02155, as Raffel et al. 2019, arXiv:1910.10683, do it); the last is read by nobody.</summary>
    public bool IsRelative { get; } = isRelative;

    public override bool KeepsTextsApart(Node node) => HasTexts;

    public override string Name => "attention";

    public override string OutputSuffix(int output) => output == 0 ? "" : "LogSum";

    public override string Describe() => $"heads = {Heads}{(Causal ? ", causal" : "")}{(Window > 0 ? ", window = " + Number(Window) : "")}{(SoftCap > 0 ? ", cap = " + Number(SoftCap) : "")}{(HasTexts ? ", texts" : "")}{(IsRelative ? ", relative" : "")}{(Scale != 0 ? ", scale = " + Number(Scale) : "")}{(Dropout > 0 ? ", dropout = " + Number(Dropout) : "")}";

    /// <summary>How rows of queries, keys and values are divided.</summary>
    public HeadLayout Layout(Value query, Value key)
    {
        int size = (int)(query.Type.Last.Size.Constant / Heads);
        return new(Heads, size == 0 ? 0 : (int)(key.Type.Last.Size.Constant / size), size);
    }

    /// <summary>The same of one row of queries, keys and values.</summary>
    public PackedAttentionOp Pack(HeadLayout layout) => new(layout, Causal, Dropout, Site, window: Window, softCap: SoftCap, hasTexts: HasTexts);

    public override IReadOnlyList<TensorType> InferTypes(IReadOnlyList<Value?> inputs)
    {
        (TensorType query, TensorType key) = (inputs[0]!.Type, inputs[1]!.Type);
        HeadLayout layout = Layout(inputs[0]!, inputs[1]!);
        Require(
            query.Axes.Count == 3 && key.Axes.Count == 3 && query.Axes[0].Equals(key.Axes[0]) && key.Equals(inputs[2]!.Type)
            && layout.QueryWidth == query.Last.Size.Constant && layout.KeyValue > 0 && layout.KeyValueWidth == key.Last.Size.Constant && Heads % layout.KeyValue == 0,
            inputs);
        Require(inputs.Count == 5 && Fits(inputs[3], key.Axes[0], key.Axes[1]) && (IsRelative ? FitsRelative(inputs[4]!, query, key) : Fits(inputs[4], query.Axes[0], query.Axes[1], key.Axes[1])), inputs);
        return [query, TensorType.F32(query.Axes[0], Axis.Plain(Heads), query.Axes[1])];
    }

    private bool FitsRelative(Value bias, TensorType query, TensorType key) => bias.Type.DType == DType.F32 && query.Axes[1].Size.Equals(key.Axes[1].Size)
        && bias.Type.Axes.Select(axis => axis.Size).SequenceEqual([query.Axes[0].Size, Dim.Of(Heads), query.Axes[1].Size * 2]);

    // What stands between two sequences has their lengths; roles are the queries' alone.
    private static bool Fits(Value? mask, params Axis[] axes) => mask is null || mask.Type.Axes.Select(axis => axis.Size).SequenceEqual(axes.Select(axis => axis.Size));

    // Steps of the result are the queries'.
    public override Mask? MaskOf(IReadOnlyList<Value?> inputs, TensorType output) => output.HasTime ? inputs[0]!.Mask : null;

    public override IReadOnlyList<Value?> Gradient(Node node, Value outputGradient, GraphBuilder builder)
    {
        Node backward = builder.AddNode(new AttentionGradientOp(this), node.Output.GradientName(), outputGradient, node.Input(0), node.Input(1), node.Input(2), node.Inputs[3], node.Inputs[4], node.Output, node.Outputs[1]);
        return [.. backward.Outputs.Take(3), null, backward.Outputs.Count > 3 ? backward.Outputs[3] : null];
    }

    // Two products of [T, size] x [size, S] per head; a causal model needs half of each.
    public override Dim Flops(Node node) => node.Output.Type.Count * node.Input(1).Type.Axes[1].Size * (Causal ? 2 : 4);

    // Each query by itself looks at a memory.
    public override bool IsRowByRowOver(Node node, Func<Value, bool> isConstant) => !Causal && isConstant(node.Input(1)) && isConstant(node.Input(2)) && !node.Has(4);

    public override bool IsRandom => Dropout > 0;

    public override (Op? Op, IReadOnlyList<Value?> Inputs) Prediction(IReadOnlyList<Value?> inputs) => (Dropout > 0 ? new AttentionOp(Heads, Causal, scale: Scale, window: Window, softCap: SoftCap, hasTexts: HasTexts, isRelative: IsRelative) : this, inputs);
}
