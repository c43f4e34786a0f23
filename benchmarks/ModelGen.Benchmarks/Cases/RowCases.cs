using System;
using System.Collections.Generic;
using System.Globalization;
using System.Text.RegularExpressions;
using ModelGen.Cpu;

namespace ModelGen.Benchmarks.Cases;

/// <summary>
/// <c>KERNEL-RxW</c>: kernels that go over rows, R rows of W floats. Bytes are what a pass has to read and write at least.
/// </summary>
internal sealed partial class RowCases : ICaseFamily
{
    private static readonly string[] Kernels =
    [
        "layernorm", "layernorm-backward", "rmsnorm", "rmsnorm-backward", "gelu", "gelu-backward", "gelu-tanh", "gelu-tanh-backward", "silu", "add",
        "dropout", "softmax", "softmax-backward",
    ];

    public IEnumerable<string> Names =>
    [
        .. Array.ConvertAll(Kernels, kernel => kernel + "-1024x384"), .. Array.ConvertAll(Kernels, kernel => kernel + "-16x384"),
        "layernorm-1024x768", "layernorm-backward-1024x768", "gelu-1024x1536", "gelu-tanh-1024x3072",
        "cross-entropy-256x50257", "cross-entropy-1024x512", "cross-entropy-loss-256x50257", "rotary-1024x6x64", "embedding-backward-1024x384",
    ];

    public ICase? Find(string name)
    {
        Match match = Pattern().Match(name);
        if (!match.Success) return null;
        int rows = Number(match, "r"), width = Number(match, "w");
        int size = match.Groups["s"].Success ? Number(match, "s") : 0, count = rows * width * Math.Max(size, 1);
        string kernel = match.Groups["kernel"].Value;
        (int passes, Func<ThreadTeam, Action>? setUp) = Kernel(kernel, rows, width, size);
        return setUp is null ? null : new TimedCase(name, setUp) { Bytes = 4.0 * passes * count };
    }

    private static (int Passes, Func<ThreadTeam, Action>? SetUp) Kernel(string kernel, int rows, int width, int size)
    {
        int count = rows * width;
        AlignedBuffer x = Operands.Random(count, 1), y = new(count), dy = Operands.Random(count, 2);
        AlignedBuffer gain = Operands.Random(width, 3), dGain = new(width), mean = new(rows), inverse = Operands.Random(rows, 4);
        int[] ids = new int[rows];
        for (int i = 0; i < rows; i++) ids[i] = (int)(CounterRandom.Uniform(5, (ulong)i) * width);
        mean.Clear();
        return kernel switch
        {
            "layernorm" => (2, team => () => NormKernels.LayerNorm(team, x.Span, gain.Span, gain.Span, y.Span, mean.Span, inverse.Span, rows, width, 1e-5f)),
            "layernorm-backward" => (4, team => () => NormKernels.LayerNormBackward(
                team, dy.Span, x.Span, gain.Span, mean.Span, inverse.Span, dy.Span, y.Span, dGain.Span, dGain.Span, rows, width)),
            "rmsnorm" => (2, team => () => NormKernels.RmsNorm(team, x.Span, gain.Span, y.Span, inverse.Span, rows, width, 1e-5f)),
            "rmsnorm-backward" => (4, team => () => NormKernels.RmsNormBackward(
                team, dy.Span, x.Span, gain.Span, inverse.Span, dy.Span, y.Span, dGain.Span, rows, width)),
            "gelu" => (2, team => () => ActivationKernels.Forward(team, Activation.Gelu, x.Span, y.Span, count)),
            "gelu-backward" => (3, team => () => ActivationKernels.Backward(team, Activation.Gelu, dy.Span, x.Span, y.Span, count)),
            "gelu-tanh" => (2, team => () => ActivationKernels.Forward(team, Activation.GeluTanh, x.Span, y.Span, count)),
            "gelu-tanh-backward" => (3, team => () => ActivationKernels.Backward(team, Activation.GeluTanh, dy.Span, x.Span, y.Span, count)),
            "silu" => (2, team => () => ActivationKernels.Forward(team, Activation.Silu, x.Span, y.Span, count)),
            "add" => (3, team => () => ElementwiseKernels.Add(team, x.Span, dy.Span, y.Span, count)),
            "dropout" => (2, team => () => DropoutKernels.Apply(team, x.Span, y.Span, count, 0.1f, 1)),
            "softmax" => (2, team => () => SoftmaxKernels.Forward(team, x.Span, y.Span, rows, width)),
            "softmax-backward" => (3, team => () => SoftmaxKernels.Backward(team, dy.Span, x.Span, y.Span, rows, width)),
            "cross-entropy" => (2, team => () => LossKernels.CrossEntropy(team, x.Span, ids, [], y.Span, rows, width)),
            "cross-entropy-loss" => (1, team => () => LossKernels.CrossEntropy(team, x.Span, ids, [], [], rows, width)),
            "rotary" when size > 0 => (2, team =>
            {
                AlignedBuffer qkv = Operands.Random((long)rows * 3 * width * size, 6);
                return () => RotaryKernels.Forward(team, qkv.Span, qkv.Span, 1, rows, width, width, size, 10000);
            }),
            "embedding-backward" => (3, team =>
            {
                AlignedBuffer table = new((long)width * width);
                return () => EmbeddingKernels.Backward(team, ids, x.Span, table.Span, width, 1, rows, width);
            }),
            _ => (0, null),
        };
    }

    private static int Number(Match match, string group) => int.Parse(match.Groups[group].ValueSpan, NumberStyles.None, CultureInfo.InvariantCulture);

    [GeneratedRegex(@"^(?<kernel>[a-z-]+)-(?<r>\d{1,6})x(?<w>\d{1,6})(x(?<s>\d{1,4}))?$")]
    private static partial Regex Pattern();
}
