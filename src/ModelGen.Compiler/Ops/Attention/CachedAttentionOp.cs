using System.Collections.Generic;
using ModelGen.Compiler.Ir;

namespace ModelGen.Compiler.Ops.Attention;

/// <summary>Causal attention of new tokens over a key-value cache, which it extends. Input: packed [q | k | v] of the new tokens.</summary>
public sealed partial class CachedAttentionOp(HeadLayout heads, int slot, double rotaryBase = 0, int window = 0, double softCap = 0) : Op
{
    public HeadLayout Heads { get; } = heads;

    /// <summary>As <see cref="AttentionOp.RotaryBase"/>: the cache holds turned keys.</summary>
    public double RotaryBase { get; } = rotaryBase;

    /// <summary>A query sees this many keys at most, itself included; 0: all.</summary>
    public int Window { get; } = window;

    /// <summary>Scores s become SoftCap · tanh(s / SoftCap) (Gemma 2, arXiv:2408.00118); 0: they stay.</summary>
    public double SoftCap { get; } = softCap;

    /// <summary>Which of the graph's caches.</summary>
    public int Slot { get; } = slot;

    public override string Describe() => $"{Heads}, slot = {Slot}{(Window > 0 ? ", window = " + Number(Window) : "")}{(SoftCap > 0 ? ", cap = " + Number(SoftCap) : "")}{(RotaryBase > 0 ? ", rotary = " + Number(RotaryBase) : "")}";

    public override string Name => "cached_attention";

    public override long CacheWidth => 2 * Heads.KeyValueWidth;

    public override IReadOnlyList<TensorType> InferTypes(IReadOnlyList<Value?> inputs)
    {
        TensorType packed = inputs[0]!.Type;
        Require(packed.Last.Size.Constant == Heads.PackedWidth, inputs);
        return [packed.WithFeatures(Heads.QueryWidth)];
    }
}
