using System;
using System.Linq;

namespace ModelGen.RandomModels.Oracle;

/// <summary>An array of double precision and the gradient of the objective with respect to it, row-major.</summary>
internal sealed class Node(params int[] shape)
{
    public int[] Shape { get; } = shape;

    public double[] Value { get; } = new double[shape.Aggregate(1, (product, size) => product * size)];

    public double[] Gradient { get; } = new double[shape.Aggregate(1, (product, size) => product * size)];

    public int Count => Value.Length;

    public int Batch => Shape[0];

    /// <summary>[B, T, F].</summary>
    public bool IsSequence => Shape.Length == 3;

    /// <summary>[B, C, H, W].</summary>
    public bool IsImage => Shape.Length == 4;

    /// <summary>The size of the last axis.</summary>
    public int Width => Shape[^1];

    /// <summary>All axes but the last.</summary>
    public int Rows => Count / Width;

    public Node Filled(double value)
    {
        Array.Fill(Value, value);
        return this;
    }

    public static Node Of(ReadOnlySpan<float> values, params int[] shape)
    {
        Node node = new(shape);
        for (int i = 0; i < node.Count; i++)
        {
            node.Value[i] = values[i];
        }

        return node;
    }
}
