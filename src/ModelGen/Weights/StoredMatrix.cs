using System;
using System.Linq;

namespace ModelGen.Weights;

/// <summary>A tensor of one parameter's shape in the layout of the file: transposed matrices are turned on the way.</summary>
internal static class StoredMatrix
{
    private const int Tile = 32;

    /// <summary>The shape in the file.</summary>
    public static int[] Shape(Parameter parameter)
    {
        int[] shape = [.. Enumerable.Repeat(1, parameter.Layout?.Ones ?? 0), .. parameter.Shape];
        if (parameter.Transposed) (shape[0], shape[1]) = (shape[1], shape[0]);
        return shape;
    }

    /// <summary>Adds <paramref name="values"/>, which has the parameter's own layout, to a file.</summary>
    public static void Add(SafeTensorsWriter writer, string name, Parameter parameter, FloatSource values, SafeTensorType type, bool isWeight = true)
    {
        int[] shape = Shape(parameter);
        if (parameter.Layout is { } layout)
        {
            writer.Add(name, shape, () =>
            {
                float[] own = values().ToArray();
                layout.ToFile(own, isWeight);
                return own;
            }, type);
            return;
        }

        if (!parameter.Transposed)
        {
            writer.Add(name, shape, values, type);
            return;
        }

        writer.Add(name, shape, () =>
        {
            float[] turned = new float[parameter.Count];
            Transpose(values(), turned, rows: shape[1], columns: shape[0]);
            return turned;
        }, type);
    }

    /// <summary>Reads the file's tensor into <paramref name="values"/> in the parameter's own layout.</summary>
    public static void Read(IWeightSource reader, TensorEntry entry, Parameter parameter, Span<float> values, bool isWeight = true)
    {
        if (!parameter.Transposed)
        {
            reader.Read(entry, values, 0);
            parameter.Layout?.FromFile(values, isWeight);
            return;
        }

        float[] stored = new float[parameter.Count];
        reader.Read(entry, stored, 0);
        Transpose(stored, values, rows: parameter.Shape[1], columns: parameter.Shape[0]);
    }

    /// <summary>[rows, columns] to [columns, rows], in tiles that stay in the cache.</summary>
    public static void Transpose(ReadOnlySpan<float> from, Span<float> to, int rows, int columns)
    {
        for (int rowTile = 0; rowTile < rows; rowTile += Tile)
        {
            int rowEnd = Math.Min(rowTile + Tile, rows);
            for (int columnTile = 0; columnTile < columns; columnTile += Tile)
            {
                int columnEnd = Math.Min(columnTile + Tile, columns);
                for (int row = rowTile; row < rowEnd; row++)
                {
                    for (int column = columnTile; column < columnEnd; column++) to[column * rows + row] = from[row * columns + column];
                }
            }
        }
    }
}
