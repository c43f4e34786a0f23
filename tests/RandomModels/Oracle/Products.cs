using System.Numerics.Tensors;
using System;

namespace ModelGen.RandomModels.Oracle;

/// <summary>y = x Wᵀ + b over the last axis.</summary>
internal static class Products
{
    public static Node Linear(this Tape tape, Node x, Node weight, Node? bias)
    {
        int rows = x.Rows, from = x.Width, to = weight.Shape[0];
        Node y = new([.. x.Shape[..^1], to]);
        for (int r = 0; r < rows; r++)
        {
            for (int o = 0; o < to; o++)
            {
                y.Value[(r * to) + o] = TensorPrimitives.Dot<double>(x.Value.AsSpan(r * from, from), weight.Value.AsSpan(o * from, from)) + (bias?.Value[o] ?? 0);
            }
        }

        return tape.Record(y, () =>
        {
            for (int r = 0; r < rows; r++)
            {
                Span<double> row = x.Value.AsSpan(r * from, from), dRow = x.Gradient.AsSpan(r * from, from);
                for (int o = 0; o < to; o++)
                {
                    double d = y.Gradient[(r * to) + o];
                    Span<double> w = weight.Value.AsSpan(o * from, from), dw = weight.Gradient.AsSpan(o * from, from);
                    TensorPrimitives.MultiplyAdd<double>(w, d, dRow, dRow);
                    TensorPrimitives.MultiplyAdd<double>(row, d, dw, dw);
                    if (bias is not null)
                    {
                        bias.Gradient[o] += d;
                    }
                }
            }
        });
    }
}
