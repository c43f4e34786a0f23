using System;
using System.Collections.Generic;
using System.Globalization;
using System.Text.RegularExpressions;
using ModelGen.Cpu;

namespace ModelGen.Benchmarks.Cases;

/// <summary>
/// <c>attention-PASS-BxTxHxS[-kvK][-full]</c>: batch, length, heads, head size; K key heads (default: as many as heads); causal
/// unless full. <c>attention-decode-CxHxS</c>: one token against a context of C.
/// </summary>
/// <remarks>Operations are those of the visible pairs alone: 4 · size a pair forward, 10 · size backward.</remarks>
internal sealed partial class AttentionCases : ICaseFamily
{
    public IEnumerable<string> Names =>
    [
        "attention-forward-4x256x6x64", "attention-forward-8x128x8x32", "attention-forward-4x1024x12x64", "attention-forward-4x256x6x64-full",
        "attention-forward-4x512x8x128", "attention-forward-4x256x6x48", "attention-forward-4x256x6x80", "attention-forward-4x256x6x96",
        "attention-backward-4x256x6x64", "attention-backward-8x128x8x32", "attention-backward-4x1024x12x64", "attention-backward-4x256x6x64-full",
        "attention-backward-4x512x8x128", "attention-backward-4x256x6x48", "attention-backward-4x256x6x80", "attention-backward-4x256x6x96",
        "attention-decode-16x6x64", "attention-decode-128x6x48", "attention-decode-256x6x64", "attention-decode-1024x12x64",
    ];

    public ICase? Find(string name)
    {
        Match match = Whole().Match(name);
        if (match.Success)
        {
            int heads = Number(match, "h");
            int kvHeads = match.Groups["kv"].Success ? Number(match, "kv") : heads;
            bool causal = !match.Groups["full"].Success, backward = match.Groups["pass"].ValueSpan is "backward";
            return Pass(name, backward, Number(match, "b"), Number(match, "t"), heads, kvHeads, Number(match, "s"), causal);
        }

        match = Decoding().Match(name);
        return match.Success ? Decode(name, Number(match, "c"), Number(match, "h"), Number(match, "s")) : null;
    }

    private static TimedCase Pass(string name, bool backward, int batch, int length, int heads, int kvHeads, int size, bool causal)
    {
        double pairs = (double)batch * heads * length * (causal ? (length + 1) / 2.0 : length);
        return new TimedCase(name, team =>
        {
            long outputs = (long)batch * length * heads * size, inputs = (long)batch * length * (heads + (2 * kvHeads)) * size;
            AlignedBuffer qkv = Operands.Random(inputs, 1), dOutput = Operands.Random(outputs, 2), dQkv = new(inputs);
            AlignedBuffer output = new(outputs), logs = new((long)batch * heads * length);
            Action forward = () => AttentionKernels.Forward(team, qkv.Span, [], output.Span, logs.Span, batch, length, heads, kvHeads, size, causal);
            forward();
            return !backward ? forward : () => AttentionKernels.Backward(
                team, qkv.Span, [], output.Span, logs.Span, dOutput.Span, dQkv.Span, batch, length, heads, kvHeads, size, causal);
        })
        {
            Flops = pairs * size * (backward ? 10 : 4),
        };
    }

    private static TimedCase Decode(string name, int context, int heads, int size) => new(name, team =>
    {
        AlignedBuffer qkv = Operands.Random(3L * heads * size, 1), output = new((long)heads * size);
        AlignedBuffer keys = Operands.Random((long)context * heads * size, 2), values = Operands.Random((long)context * heads * size, 3);
        return () => AttentionKernels.Decode(team, qkv.Span, keys.Span, values.Span, output.Span, context - 1, 1, heads, heads, size, context);
    })
    {
        Bytes = 8.0 * context * heads * size,
    };

    private static int Number(Match match, string group) => int.Parse(match.Groups[group].ValueSpan, NumberStyles.None, CultureInfo.InvariantCulture);

    [GeneratedRegex(@"^attention-(?<pass>forward|backward)-(?<b>\d{1,4})x(?<t>\d{1,6})x(?<h>\d{1,3})x(?<s>\d{1,4})(-kv(?<kv>\d{1,3}))?(?<full>-full)?$")]
    private static partial Regex Whole();

    [GeneratedRegex(@"^attention-decode-(?<c>\d{1,6})x(?<h>\d{1,3})x(?<s>\d{1,4})$")]
    private static partial Regex Decoding();
}
