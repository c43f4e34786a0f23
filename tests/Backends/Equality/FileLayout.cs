using System;

namespace ModelGen.Equality;

/// <summary>A parameter's numbers as its weight file has them.</summary>
internal static class FileLayout
{
    /// <param name="heads">Of attention, where the file has its queries, keys and values head by head.</param>
    public static float[] Of(Parameter parameter, ReadOnlySpan<float> values, int heads = 0) =>
        parameter.Transposed ? Transposed(values, parameter.Shape[0], parameter.Shape[1])
        : heads > 0 && parameter.Name.Contains("query_key_value", StringComparison.Ordinal) ? ByHead(values, heads)
        : values.ToArray();

    private static float[] Transposed(ReadOnlySpan<float> values, int rows, int columns)
    {
        float[] transposed = new float[values.Length];
        for (int i = 0; i < values.Length; i++)
        {
            transposed[(i % columns * rows) + (i / columns)] = values[i];
        }

        return transposed;
    }

    private static float[] ByHead(ReadOnlySpan<float> values, int heads)
    {
        int block = values.Length / (3 * heads);
        float[] turned = new float[values.Length];
        for (int i = 0; i < 3 * heads; i++)
        {
            values.Slice(((i % 3 * heads) + (i / 3)) * block, block).CopyTo(turned.AsSpan(i * block));
        }

        return turned;
    }
}
