using System.Collections.Generic;
using System.Linq;
using ModelGen.Compiler.Errors;
using ModelGen.Compiler.Ir;
using ModelGen.Compiler.Ops.Attention;
using ModelGen.Compiler.Ops.Rotary;
using ModelGen.Compiler.Ops.Slice;

namespace ModelGen.Compiler.Layers;

/// <summary>
/// Multi-head self-attention: one packed product for queries, keys and values, rotary positions if asked for, attention, and
/// the output projection. A second operand is what heads add to scores by the way from a query to a key (<see cref="RelativeBiasLayer"/>).
/// </summary>
internal sealed class SelfAttentionLayer : Layer
{
    public override string Kind => "SelfAttention";

    public override bool IsNamed => true;

    public override IReadOnlyList<string> WeightForms(LayerContext context) => context.Spec.Bool("QueryKeyNorm")
        ? ["{query,key,value,output,queryNorm,keyNorm}", "{queryKeyValue,output,queryNorm,keyNorm}"]
        : ["{query,key,value,output}", "{queryKeyValue,output}"];

    public override Value Lower(LayerContext context, Value x)
    {
        if (!context.Size("Heads", out int heads)
            || !context.Size("KvHeads", out int keyValue, minimum: 0)
            || !context.Real("Dropout", 0, 0, 1, "at least 0 and below 1", out double dropout)
            || !RotaryArguments.Read(context, out Rotation rotation)
            || !context.Size("HeadSize", out int headSize, minimum: 0)
            || !context.Size("Window", out int window, minimum: 0)
            || !context.Real("SoftCap", 0, 0, 1e6, "at least 0 and below 1000000", out double softCap)
            || !context.Real("NormEpsilon", 1e-6, float.Epsilon, 1, "above 0 and below 1", out double epsilon)
            || !context.Real("NormOffset", 0, 0, 2, "0 or 1", out double normOffset)
            || !context.Deviation("InitStd", 0, out _)
            || !context.Deviation("OutputInitStd", 0, out double outputDeviation))
        {
            return LayerContext.Unknown;
        }

        bool causal = context.Spec.Bool("Causal");
        if (window > 0 && !causal)
        {
            return context.Fail(ErrorId.OutOfRange, "Window", $"Window of '{LayerText.Of(context.Spec)}' is of causal attention: set Causal = true, or leave it out");
        }

        keyValue = keyValue == 0 ? heads : keyValue;
        if (context.Spec.Bool("ByHead") && (keyValue != heads || context.Spec.Bool("Transposed")))
        {
            return context.Fail(ErrorId.OutOfRange, "ByHead", $"ByHead of '{LayerText.Of(context.Spec)}' is of files with as many keys and values as queries, which are not Transposed: leave it out");
        }

        if (heads < 1 || !context.Divides("KvHeads", keyValue, "Heads", heads, blamePrevious: false) || x.IsUnknown || context.More.Any(more => more.IsUnknown) || !Accepts.Sequence(context, x))
        {
            return LayerContext.Unknown;
        }

        long width = x.Type.Last.Size.Constant;
        bool rotary = context.Spec.Bool("Rotary");
        if (Layout(context, width, heads, keyValue, headSize, rotary && rotation.Turned == 0) is not { } layout)
        {
            return LayerContext.Unknown;
        }

        if (rotary && (rotation.Turned > layout.Size || rotation.Turned % 2 != 0))
        {
            return context.Fail(ErrorId.OutOfRange, "RotarySize", $"Rotary positions turn pairs of a head, so RotarySize must be even and at most {layout.Size}, not {rotation.Turned}");
        }

        int pairs = (rotation.Turned == 0 ? layout.Size : rotation.Turned) / 2;
        if (rotary && rotation.Factors.Count is > 0 and var given && given != pairs)
        {
            return context.Fail(ErrorId.OutOfRange, "RotaryFactors", $"RotaryFactors of '{LayerText.Of(context.Spec)}' has {given} numbers, and {pairs} pairs of a head turn: give one for each");
        }

        if (!context.Fits(headSize > 0 ? "HeadSize" : "Heads", width, (long)layout.Size * (heads + (2L * keyValue))))
        {
            return LayerContext.Unknown;
        }

        bool hasBias = context.Spec.Bool("Bias", true);
        Initial initial = LinearLayer.InitialOf(context, width, width);
        Value qkv = AttentionMaps.QueryKeyValue(context, x, layout, initial, hasBias);
        if (context.Spec.Bool("QueryKeyNorm"))
        {
            qkv = AttentionMaps.Normalized(context, qkv, layout, epsilon, normOffset);
        }

        if (rotary)
        {
            qkv = context.Builder.Add(new RotaryOp(layout, rotation with { Turned = rotation.Turned == 0 ? layout.Size : rotation.Turned }), "rotated", qkv);
        }

        Value? ways = context.More.Count > 0 ? context.More[0] : null;
        var attention = new AttentionOp(heads, causal, dropout, context.Scope.NextRandomSite(dropout > 0), window: window, softCap: softCap, hasTexts: x.Mask is { HasTexts: true }, isRelative: ways is not null);
        Value Part(string part, long start, long partWidth) => context.Builder.Add(new SliceOp(start, partWidth), qkv.Name + part, qkv);
        Value query = Part("Query", 0, layout.QueryWidth);
        Value key = Part("Key", layout.QueryWidth, layout.KeyValueWidth);
        Value value = Part("Value", layout.QueryWidth + layout.KeyValueWidth, layout.KeyValueWidth);
        Value mixed = context.Builder.Add(attention, "mixed", query, key, value, context.Mask(x), ways);
        return AttentionMaps.Output(context, mixed, outputDeviation > 0 ? Initial.Normal(outputDeviation) : initial, layout.QueryWidth, width, context.Spec.Bool("OutputBias", hasBias));
    }

    /// <param name="even">All of a head is turned.</param>
    /// <returns>Null after an error.</returns>
    private static HeadLayout? Layout(LayerContext context, long width, int heads, int keyValue, int headSize, bool even)
    {
        if (headSize > 0)
        {
            if (!even || headSize % 2 == 0)
            {
                return new(heads, keyValue, headSize);
            }

            context.Fail(ErrorId.NotDivisible, "HeadSize", $"Rotary positions turn pairs, so the head size must be even: HeadSize is {headSize}");
            return null;
        }

        bool IsFit(long count) => (!even || width / count % 2 == 0) && (!context.Spec.Has("KvHeads") || count % keyValue == 0);
        if (!context.Divides("Heads", heads, "Width", width, blamePrevious: true, IsFit))
        {
            return null;
        }

        var layout = new HeadLayout(heads, keyValue, (int)(width / heads));
        if (!even || layout.Size % 2 == 0)
        {
            return layout;
        }

        context.Fail(
            ErrorId.NotDivisible,
            "Heads",
            $"Rotary positions turn pairs, so the head size must be even: width {width} / Heads {heads} is {layout.Size}",
            blamePrevious: true,
            Divisors.Nearest("Heads", width, heads, IsFit));
        return null;
    }
}
