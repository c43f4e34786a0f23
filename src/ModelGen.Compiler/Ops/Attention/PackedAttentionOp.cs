using System.Collections.Generic;
using ModelGen.Compiler.Ir;

namespace ModelGen.Compiler.Ops.Attention;

/// <summary>Scaled dot-product attention without a T x T buffer (Dao et al. 2022, arXiv:2205.14135). Queries, keys and values of one sequence, which one product has put side by side (<c>PackAttention</c>). Inputs: packed [q | k | v], padding mask or null. Outputs: o, and the log-sum-exp of each head's row.</summary>
public sealed partial class PackedAttentionOp(HeadLayout heads, bool causal, double dropout = 0, int site = 0, double rotaryBase = 0, int window = 0, double softCap = 0, bool hasTexts = false) : Op
{
    public HeadLayout Heads { get; } = heads;

    public bool Causal { get; } = causal;

    public double Dropout { get; } = dropout;

    /// <summary>Queries and keys are turned by their positions as they are read (<c>RotaryOp</c>); 0: they are not. Only the ILGPU target makes such nodes.</summary>
    public double RotaryBase { get; } = rotaryBase;

    /// <summary>A query sees this many keys at most, itself included (Beltagy et al. 2020, arXiv:2004.05150); causal only; 0: all.</summary>
    public int Window { get; } = window;

    /// <summary>Scores s become SoftCap · tanh(s / SoftCap) (Gemma 2, arXiv:2408.00118); 0: they stay.</summary>
    public double SoftCap { get; } = softCap;

    /// <summary>The mask numbers texts: a query sees keys of its own text alone.</summary>
    public bool HasTexts { get; } = hasTexts;

    public override bool KeepsTextsApart(Node node) => HasTexts;

    /// <summary>Distinguishes random streams within one graph.</summary>
    public int Site { get; } = site;

    public override string OutputSuffix(int output) => output == 0 ? "" : "LogSum";

    public override string Describe() => $"{Heads}{(Causal ? ", causal" : "")}{(Window > 0 ? ", window = " + Number(Window) : "")}{(SoftCap > 0 ? ", cap = " + Number(SoftCap) : "")}{(HasTexts ? ", texts" : "")}{(Dropout > 0 ? ", dropout = " + Number(Dropout) : "")}{(RotaryBase > 0 ? ", rotary = " + Number(RotaryBase) : "")}";

    public override IReadOnlyList<Value?> Gradient(Node node, Value outputGradient, GraphBuilder builder)
        => [builder.Add(new PackedAttentionGradientOp(this), node.Input(0).GradientName(), outputGradient, node.Input(0), node.Inputs[1], node.Output, node.Outputs[1]), null];

    // Two products of [T, size] x [size, T] per head; a causal model needs half of each.
    public override Dim Flops(Node node) => node.Output.Type.Count * node.Output.Type.Axes[1].Size * (Causal ? 2 : 4);

    public override string Name => "packed_attention";

    public override bool IsRandom => Dropout > 0;

    public override (Op? Op, IReadOnlyList<Value?> Inputs) Prediction(IReadOnlyList<Value?> inputs) =>
        (Dropout > 0 ? new PackedAttentionOp(Heads, Causal, rotaryBase: RotaryBase, window: Window, softCap: SoftCap, hasTexts: HasTexts) : this, inputs);

    public override bool IsRowByRow => Causal;

    public override Op Decoding(int slot) => new CachedAttentionOp(Heads, slot, RotaryBase, Window, SoftCap);

    public override IReadOnlyList<TensorType> InferTypes(IReadOnlyList<Value?> inputs)
    {
        TensorType packed = inputs[0]!.Type;
        Require(packed.Last.Size.Constant == Heads.PackedWidth, inputs);
        return [packed.WithFeatures(Heads.QueryWidth), TensorType.F32(packed.Axes[0], Axis.Plain(Heads.Count), packed.Axes[1])];
    }
}
