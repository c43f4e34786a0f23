using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using ModelGen.Compiler.Ir;
using ModelGen.Compiler.Ops;

namespace ModelGen.Compiler.Emit.TorchSharp;

/// <summary>Which module holds a parameter, by the op that reads it first.</summary>
internal static class TorchLeaves
{
    private const string Nn = "Sharp::torch.nn.";
    private const string Modules = "Sharp::Modules.";
    private const string Place = "device: device, dtype: dtype)";

    /// <returns>One module; or one for each part where the weight file holds the parts of a packed parameter.</returns>
    public static IEnumerable<(string Stem, TorchLeaf Leaf)> Of(Node node, ParameterDecl parameter)
    {
        if (!parameter.PartsInFile)
        {
            yield return (Stem(parameter.File), Leaf(node, parameter, parameter.Sizes[0]));
            yield break;
        }

        foreach (ParameterPart part in parameter.Parts)
        {
            yield return (Stem(part.File), Leaf(node, parameter, part.Rows));
        }
    }

    /// <summary>The module of a tensor in a weight file: its name without the last segment.</summary>
    public static string Stem(string file)
    {
        int dot = file.LastIndexOf('.');
        return dot > 0 ? file.Substring(0, dot) : throw new InvalidOperationException($"'{file}' names no module");
    }

    /// <summary>A C# literal of type double.</summary>
    public static string Double(double value)
    {
        string text = value.ToString("R", CultureInfo.InvariantCulture);
        return text.IndexOfAny(['.', 'E']) < 0 ? text + ".0" : text;
    }

    /// <summary>The module of a recurrent layer: its parameters have the weight file's names.</summary>
    public static TorchLeaf Of(RecurrentStack stack)
    {
        string kind = stack.Kind switch { RecurrentKind.Lstm => "LSTM", RecurrentKind.Gru => "GRU", _ => "RNN" };
        string layers = stack.Layers == 1 ? "" : $"numLayers: {Literals.Int(stack.Layers)}, ";
        string bidirectional = stack.IsBidirectional ? "bidirectional: true, " : "";
        return new(Modules + kind, $"{Nn}{kind}({Literals.Int(stack.Width)}, {Literals.Int(stack.Hidden)}, {layers}batchFirst: true, {bidirectional}{Place}");
    }

    private static TorchLeaf Leaf(Node node, ParameterDecl parameter, long rows) => node.Op switch
    {
        LinearOp => new(
            Modules + "Linear",
            $"{Nn}Linear({Literals.Int(node.Input(1).Type.Axes[1].Size.Constant)}, {Literals.Int(rows)}, {(node.Has(2) ? "" : "hasBias: false, ")}{Place}"),
        LayerNormOp op => new(Modules + "LayerNorm", $"{Nn}LayerNorm({Literals.Int(rows)}, eps: {Double(op.Epsilon)}, {Place}"),
        RmsNormOp op => new("RmsNorm", $"new RmsNorm({Literals.Int(rows)}, {Double(op.Epsilon)}, device, dtype)"),
        EmbeddingOp or PositionOp => new(Modules + "Embedding", $"{Nn}Embedding({Literals.Int(rows)}, {Literals.Int(parameter.Sizes[1])}, {Place}"),
        Conv1dOp { Windows: var w } => new(
            Modules + "Conv1d",
            $"{Nn}Conv1d({Literals.Int(node.Input(0).Type.Last.Size.Constant)}, {Literals.Int(w.Filters)}, {Window(w.Kernel, w.Stride, w.Padding, w.Dilation)}, {Groups(w.Groups)}{Bias(node)}{Place}"),
        Conv2dOp { Sizes: var s } => new(
            Modules + "Conv2d",
            $"{Nn}Conv2d({Literals.Int(s.Channels)}, {Literals.Int(s.Filters)}, {Window(s.Kernel, s.Stride, s.Padding, s.Dilation)}, {Groups(s.Groups)}{Bias(node)}{Place}"),
        ConvTranspose2dOp { Sizes: var s } => new(
            Modules + "ConvTranspose2d",
            $"{Nn}ConvTranspose2d({Literals.Int(s.Filters)}, {Literals.Int(s.Channels)}, {Window(s.Kernel, s.Stride, s.Padding, OutputPadding(s, node.Input(0).Type), otherwise: 0)}, {Bias(node)}{Place}"),
        GroupNormOp op => new(Modules + "GroupNorm", $"{Nn}GroupNorm({Literals.Int(op.Groups)}, {Literals.Int(rows)}, {Double(op.Epsilon)}, {Place}"),
        BatchNormOp op => new("BatchNorm", $"new BatchNorm({Literals.Int(rows)}, {Double(op.Momentum)}, {Double(op.Epsilon)}, device, dtype)"),
        _ => throw new InvalidOperationException($"The TorchSharp target has no module for the parameters of {node.Op.Name}"),
    };

    // Positional, because the names of these arguments are not the same in all versions; the last ones only where they are not the defaults.
    private static string Window(long kernel, long stride, long padding, long last, long otherwise = 1)
    {
        long[] all = [kernel, stride, padding, last];
        int count = last != otherwise ? 4 : padding != 0 ? 3 : stride != 1 ? 2 : 1;
        return string.Join(", ", all.Take(count).Select(Literals.Int));
    }

    private static string Groups(long groups) => groups == 1 ? "" : $"groups: {Literals.Int(groups)}, ";

    private static string Bias(Node node) => node.Has(2) ? "" : "bias: false, ";

    // What the transposed convolution's size arithmetic leaves open.
    private static long OutputPadding(ConvolutionSizes s, TensorType x) => s.Height - (((x.Axes[2].Size.Constant - 1) * s.Stride) - (2 * s.Padding) + s.Kernel);
}
