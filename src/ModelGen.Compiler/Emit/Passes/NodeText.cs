using System.Collections.Generic;
using System.Linq;
using ModelGen.Compiler.Ir;

namespace ModelGen.Compiler.Emit.Passes;

/// <summary>Nodes and their sizes as text: the comment above a call, and its arguments.</summary>
internal static class NodeText
{
    /// <summary><c>x [B, T, 384] -> up [B, T, 1536]</c>.</summary>
    public static string Comment(Node node)
    {
        Value? input = node.Inputs.FirstOrDefault(value => value is { Parameter: null });
        string from = input is null ? "" : $"{input.Name} {input.Type.SizesText}";
        Value? parameter = node.Inputs.FirstOrDefault(value => value is { Parameter: not null });
        string to = node.Outputs.Count > 0 ? $"{node.Output.Name} {node.Output.Type.SizesText}" : $"{parameter!.Parameter!.Member}.Gradient {parameter.Type.SizesText}";
        return $"{from} -> {to}";
    }

    /// <summary>The same memory under another shape: only this says so.</summary>
    public static string Alias(Node node) => $"{node.Input(0).Name} {node.Input(0).Type.SizesText} is {node.Output.Name} {node.Output.Type.SizesText}";

    /// <summary>The product of all axes but the last.</summary>
    public static string Rows(Value value) => value.Type.Rows.ToString();

    public static string Last(Value value) => value.Type.Last.Size.ToString();

    public static string Count(Value value) => value.Type.Count.ToString();

    public static string Size(Value value, int axis) => value.Type.Axes[axis].Size.ToString();

    /// <summary>A size that is known at compile time.</summary>
    public static long Extent(Value value, int axis) => value.Type.Axes[axis].Size.Constant;

    /// <summary>The pixels of an image.</summary>
    public static string Area(TensorType image) => (image.Axes[2].Size * image.Axes[3].Size).ToString();

    /// <summary>The planes of an image's batch.</summary>
    public static string Planes(Value image) => (image.Type.Axes[0].Size * image.Type.Axes[1].Size).ToString();

    public static string Batch(Node node) => Activations(node).First().Type.Axes[0].Size.ToString();

    /// <summary>The steps of the sequence that a node works on.</summary>
    public static string Time(Node node) => Activations(node).FirstOrDefault(value => value.Type.HasTime) is { } steps
        ? steps.Type.Axes[1].Size.ToString()
        : Activations(node).First(value => value.Type.DType == DType.I32).Type.Example.Aggregate(Dim.Of(1), (product, axis) => product * axis.Size).ToString(); // an id for each node, or one alone

    private static IEnumerable<Value> Activations(Node node) => node.Inputs.Concat(node.Outputs).Where(value => value is { Parameter: null }).Select(value => value!);
}
