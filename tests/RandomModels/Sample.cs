using System;
using System.Linq;

namespace ModelGen.RandomModels;

/// <summary>A batch: what goes into a model and what is compared with its output.</summary>
public sealed class Sample
{
    /// <summary>The input of a model of numbers.</summary>
    public float[] Floats { get; init; } = [];

    /// <summary>The input of a model of tokens.</summary>
    public int[] Ids { get; init; } = [];

    /// <summary>Of the input, the batch first.</summary>
    public required nint[] Shape { get; init; }

    /// <summary>The target of a loss of numbers.</summary>
    public float[] Numbers { get; init; } = [];

    /// <summary>The target of a cross-entropy.</summary>
    public int[] Classes { get; init; } = [];

    /// <summary>Of the target.</summary>
    public nint[] TargetShape { get; init; } = [];

    /// <summary>Of the output.</summary>
    public nint[] OutputShape { get; init; } = [];

    /// <summary>One example alone, without its target.</summary>
    internal Sample Example(int b) => new()
    {
        Floats = Part(Floats, b),
        Ids = Part(Ids, b),
        Shape = One(Shape),
        OutputShape = One(OutputShape),
    };

    /// <summary>A batch of one, of its first steps.</summary>
    internal Sample First(int steps) => new() { Ids = Ids[..steps], Shape = [1, steps] };

    /// <summary>What belongs to an example.</summary>
    internal T[] Part<T>(T[] values, int b)
    {
        int each = values.Length / (int)Shape[0];
        return values[(b * each)..((b + 1) * each)];
    }

    private static nint[] One(nint[] shape) => [1, .. shape.Skip(1)];
}
