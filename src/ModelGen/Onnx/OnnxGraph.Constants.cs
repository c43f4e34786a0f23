using System;
using System.Globalization;
using System.Linq;

namespace ModelGen.Onnx;

// Weights under their names in weight files, and other constants, each once.
public sealed partial class OnnxGraph
{
    /// <summary>A parameter as it lies in memory.</summary>
    private string Weight(Parameter parameter) => parameter.Small is { } small ? Small(parameter, small) : Known(parameter.Name, parameter.Name, name => OnnxTensor.Of(name, Sizes(parameter), () => parameter.Value.ToArray()));

    /// <summary>A matrix [out, in] as [in, out]: what MatMul takes.</summary>
    private string Transposed(Parameter matrix)
    {
        if (_known.TryGetValue(matrix.Name, out string? plain))
        {
            // Of a tied head the table is in the file already.
            return _known.TryGetValue(matrix.Name + ".T", out string? transposed)
                ? transposed
                : _known[matrix.Name + ".T"] = Node("Transpose", [plain], ("perm", (long[])[1, 0]));
        }

        if (matrix.Small is { } small) return _known[matrix.Name + ".T"] = Node("Transpose", [Small(matrix, small)], ("perm", (long[])[1, 0]));
        long rows = matrix.Shape[0], columns = matrix.Shape[1];
        return Known(matrix.Name + ".T", matrix.Name, name => OnnxTensor.Of(name, [columns, rows], () =>
        {
            Span<float> values = matrix.Value;
            float[] result = new float[values.Length];
            for (int row = 0; row < rows; row++)
            {
                for (int column = 0; column < columns; column++) result[(column * rows) + row] = values[(int)((row * columns) + column)];
            }

            return result;
        }));
    }

    /// <summary>Numbers that are made of parameters, or of nothing but sizes.</summary>
    /// <param name="key">What tells them from others.</param>
    private string Table(string key, string name, long[] sizes, Func<float[]> values) => Known(key, name, unique => OnnxTensor.Of(unique, sizes, values));

    private string Scalar(float value) => Known(string.Create(CultureInfo.InvariantCulture, $"#{value:R}"), "number", name => OnnxTensor.Of(name, [], () => [value]));

    private string Ints(params long[] values) => Known("#[" + string.Join(",", values.Select(value => value.ToString(CultureInfo.InvariantCulture))) + "]", "ints", name => OnnxTensor.Of(name, values));

    private string Int(long value) => Known(string.Create(CultureInfo.InvariantCulture, $"#int {value}"), "int", name => OnnxTensor.Of(name, [value], isScalar: true));

    private string Known(string key, string wanted, Func<string, OnnxTensor> make)
    {
        if (_known.TryGetValue(key, out string? known)) return known;
        string name = wanted;
        for (int n = 2; !_taken.Add(name); n++) name = string.Create(CultureInfo.InvariantCulture, $"{wanted}_{n}");
        _tensors.Add(make(name));
        return _known[key] = name;
    }

    private static long[] Sizes(Parameter parameter)
    {
        long[] sizes = new long[parameter.Shape.Length];
        for (int i = 0; i < sizes.Length; i++) sizes[i] = parameter.Shape[i];
        return sizes;
    }
}
