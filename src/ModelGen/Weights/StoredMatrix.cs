using System;

namespace ModelGen.Weights;

/// <summary>A tensor of one parameter's shape in the layout of the file: transposed matrices are turned on the way.</summary>
internal static class StoredMatrix
{
    private const int Tile = 32;

    /// <summary>The shape in the file.</summary>
    public static int[] Shape(Parameter parameter)
    {
        int[] shape = parameter.Shape.ToArray();
        if (parameter.Transposed) (shape[0], shape[1]) = (shape[1], shape[0]);
        return shape;
    }

    /// <summary>Adds <paramref name="values"/>, which has the parameter's own layout, to a file.</summary>
    public static void Add(SafeTensorsWriter writer, string name, Parameter parameter, FloatSource values, SafeTensorType type)
    {
        int[] shape = Shape(parameter);
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
    public static void Read(SafeTensorsReader reader, TensorEntry entry, Parameter parameter, Span<float> values)
    {
        if (!parameter.Transposed)
        {
            reader.ReadFloats(entry, values);
            return;
        }

        Transpose(reader.ReadFloats(entry), values, rows: parameter.Shape[1], columns: parameter.Shape[0]);
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
