using System;
using ModelGen.Cpu.Small;

namespace ModelGen.Onnx;

// Weights of small numbers, which a DequantizeLinear makes floats of: runtimes keep them small and join it with the product that reads it.
public sealed partial class OnnxGraph
{
    private string Small(Parameter parameter, SmallMatrix small)
    {
        if (_known.TryGetValue(parameter.Name, out string? known)) return known;
        long[] matrix = [small.Rows, small.Columns];
        string value;
        if (small.Format == Quantization.Weights.BFloat16)
        {
            string numbers = Numbers(parameter.Name, OnnxType.BFloat16, matrix, 2L * parameter.Count, () => Rows(small, 2 * small.Columns));
            value = Node("Cast", [numbers], ("to", (long)OnnxType.Float));
        }
        else
        {
            string numbers = small.Format == Quantization.Weights.Int8
                ? Bytes(parameter, small)
                : Numbers(parameter.Name, OnnxType.Int4, matrix, (parameter.Count + 1L) / 2, () => Pairs(small));
            string scale = Scales(parameter, small);
            if (small.IsGrouped) Need(OnnxOpset.Newest, "DequantizeLinear with blocks", parameter.Name);
            value = small.IsGrouped
                ? Node("DequantizeLinear", [numbers, scale], ("axis", 1), ("block_size", SmallRows.Block))
                : Node("DequantizeLinear", [numbers, scale], ("axis", 0));
        }

        if (parameter.Shape.Length > 2) value = Reshape(value, Sizes(parameter));
        return _known[parameter.Name] = value;
    }

    private string Bytes(Parameter parameter, SmallMatrix small) => Numbers(parameter.Name, OnnxType.Int8, [small.Rows, small.Columns], parameter.Count, () => Rows(small, small.Columns));

    private string Scales(Parameter parameter, SmallMatrix small) => Table(parameter.Name + " scale", parameter.Name + "_scale", small.IsGrouped ? [small.Rows, small.Scales] : [small.Rows], small.AllScales);

    private string Numbers(string name, OnnxType type, long[] sizes, long bytes, Func<byte[]> make) => Known(name + " numbers", name, unique => new OnnxTensor(unique, type, sizes, bytes, make));

    private static byte[] Rows(SmallMatrix small, int width)
    {
        byte[] bytes = new byte[(long)small.Rows * width];
        for (int row = 0; row < small.Rows; row++) small.Row(row)[..width].CopyTo(bytes.AsSpan(row * width));
        return bytes;
    }

    // In memory number i stands beside number 16 + i and is 8 more; here it stands beside the next, and rows go on in the middle of a byte.
    private static byte[] Pairs(SmallMatrix small)
    {
        byte[] bytes = new byte[(((long)small.Rows * small.Columns) + 1) / 2];
        long at = 0;
        for (int row = 0; row < small.Rows; row++)
        {
            ReadOnlySpan<byte> data = small.Row(row);
            for (int i = 0; i < small.Columns; i++, at++)
            {
                int place = i % SmallRows.Block, pair = data[(i / SmallRows.Block * SmallRows.Block / 2) + (place % 16)];
                bytes[at / 2] |= (byte)(((((pair >> (place / 16 * 4)) & 15) - 8) & 15) << (int)(at % 2 * 4));
            }
        }

        return bytes;
    }
}
