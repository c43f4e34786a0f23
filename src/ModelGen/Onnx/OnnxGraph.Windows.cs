using System;
using System.Collections.Generic;

namespace ModelGen.Onnx;

// Windows over time. With a mask they look at real steps only: every sequence is brought to where its windows begin, and windows that it would not have alone give 0.
public sealed partial class OnnxGraph
{
    private readonly Dictionary<string, RealWindows> _windows = [];

    /// <summary>Convolution over time: [B, T, F] -> [B, windows, filters].</summary>
    public string Conv1d(string x, Parameter weight, Parameter? bias, long kernel, long stride, long padding, long endPadding, long dilation, long groups, string? mask = null)
    {
        ArgumentNullException.ThrowIfNull(weight);
        RealWindows? windows = mask is null ? null : Real(mask, (dilation * (kernel - 1)) + 1, stride, padding + endPadding);
        string steps = windows is null ? x : Alone(x, mask!, windows).Steps;
        string y = Node("Conv", With(Node("Transpose", [steps], Channels), weight, bias), ("kernel_shape", (long[])[kernel]), ("strides", (long[])[stride]), ("pads", (long[])[padding, endPadding]), ("dilations", (long[])[dilation]), ("group", groups));
        return Node("Transpose", "conv", [y], Channels);
    }

    /// <summary>Maximum or mean of windows over time: [B, T, F] -> [B, windows, F].</summary>
    public string TimePool(string x, bool isMax, long size, long stride, long padding, string? mask = null)
    {
        OnnxAttribute[] window = [("kernel_shape", (long[])[size]), ("strides", (long[])[stride]), ("pads", (long[])[padding, padding])];
        if (mask is null) return Pool(x);
        RealWindows windows = Real(mask, size, stride, 2 * padding);
        (string steps, string counts) = Alone(x, mask, windows);
        if (isMax) steps = Node("Where", [Last(counts), steps, Scalar(float.NegativeInfinity)]);
        return Node("Where", "pool", [Last(windows.Mask), Pool(steps), Scalar(0)]);

        string Pool(string sequence)
        {
            string turned = Node("Transpose", [sequence], Channels);
            string pooled = isMax ? Node("MaxPool", [turned], window) : Node("AveragePool", [turned], [.. window, ("count_include_pad", 1)]);
            return Node("Transpose", "pool", [pooled], Channels);
        }
    }

    /// <summary>The mask of windows: real are those that the sequence would have alone.</summary>
    public string WindowMask(string mask, long span, long stride, long padding) => Real(mask, span, stride, padding).Mask;

    private static OnnxAttribute Channels => ("perm", (long[])[0, 2, 1]);

    /// <param name="padding">Of both ends together.</param>
    private RealWindows Real(string mask, long span, long stride, long padding)
    {
        string key = $"windows {span} {stride} {padding} of {mask}";
        if (_windows.TryGetValue(key, out RealWindows? known)) return known;
        string length = Length(mask), steps = Steps(length), real = Cast(mask, OnnxType.Int64);
        string any = Node("ReduceMax", [real, Ints(1)], ("keepdims", 1));
        // T without a real step.
        string first = Node("Sub", "first", [length, Node("ReduceMax", [Node("Mul", [real, Node("Sub", [length, steps])]), Ints(1)], ("keepdims", 1))]);
        string end = Node("ReduceMax", [Node("Mul", [real, Node("Add", [steps, Int(1)])]), Ints(1)], ("keepdims", 1));
        string seen = Node("Max", "seen", [Node("Sub", [end, first]), Int(span - padding)]);
        string count = Node("Mul", "windows", [Node("Add", [Node("Div", [Node("Add", [seen, Int(padding - span)]), Int(stride)]), Int(1)]), any]);
        string all = Node("Add", [Node("Div", [Node("Max", [Node("Add", [length, Int(padding - span)]), Ints(0)]), Int(stride)]), Int(1)]);
        string window = Node("Div", [first, Int(stride)]);
        window = Node("Sub", "window", [window, Node("Max", [Node("Sub", [Node("Add", [window, count]), all]), Int(0)])]);
        string at = Node("Sub", [Steps(all), window]);
        string isReal = Node("And", "real", [Node("GreaterOrEqual", [at, Int(0)]), Node("Less", [at, count])]);
        return _windows[key] = new RealWindows(isReal, first, Node("Mul", "place", [window, Int(stride)]), seen, Math.Max(span - padding, 0));
    }

    // Steps: zeros at padding, [B, T or what the first window reaches, F]; Counts: true for each step of the sequence.
    private (string Steps, string Counts) Alone(string x, string mask, RealWindows windows)
    {
        string length = Length(mask);
        string steps = Node("Sub", [Steps(Node("Max", "places", [length, Ints(windows.Least)])), windows.Place]);
        string from = Node("Add", [steps, windows.First]);
        string inside = Node("Min", [Node("Max", [from, Int(0)]), Node("Sub", [length, Int(1)])]);
        string counts = Node("And", "counts", [Node("GreaterOrEqual", [steps, Int(0)]), Node("Less", [steps, windows.Length])]);
        string isReal = Node("And", [Cast(Node("GatherElements", [Cast(mask, OnnxType.Int64), inside], ("axis", 1)), OnnxType.Bool), Node("Equal", [from, inside])]);
        return (Node("Where", "alone", [Last(isReal), At(x, inside), Scalar(0)]), counts);
    }

    /// <param name="Mask">[B, windows], true for the windows that the sequence has alone.</param>
    /// <param name="First">[B, 1]: its first real step.</param>
    /// <param name="Place">[B, 1]: where that stands among the windows.</param>
    /// <param name="Length">[B, 1]: its steps up to the last real one.</param>
    /// <param name="Least">What the first window reaches.</param>
    private sealed record RealWindows(string Mask, string First, string Place, string Length, long Least);
}
