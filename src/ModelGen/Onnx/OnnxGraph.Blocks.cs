using System;
using ModelGen.Cpu.Small;

namespace ModelGen.Onnx;

// Small matrices as ONNX Runtime's own operator reads them, and rows of small tables.
public sealed partial class OnnxGraph
{
    /// <summary>MatMulNBits: activations stay as they are.</summary>
    private const int FloatActivations = 1;

    private bool _usesMicrosoft;

    private static bool IsBlocked(SmallMatrix small) => small.Format is Quantization.Weights.Int8 or Quantization.Weights.Int4;

    /// <summary>x · weightᵀ + bias, the weight in blocks of a row, each with its scale.</summary>
    /// <remarks>https://github.com/microsoft/onnxruntime/blob/main/docs/ContribOperators.md, com.microsoft.MatMulNBits: number q stands for (q - 2ᵇ⁻¹) · scale.</remarks>
    private string Blocked(string x, Parameter weight, SmallMatrix small, Parameter? bias)
    {
        int bits = small.Format == Quantization.Weights.Int4 ? 4 : 8, size = BlockSize(small), blocks = (small.Columns + size - 1) / size;
        long[] sizes = [small.Rows, blocks, size * bits / 8];
        string numbers = Known(weight.Name + " blocks", weight.Name, name => new OnnxTensor(name, OnnxType.UInt8, sizes, sizes[0] * sizes[1] * sizes[2], () => bits == 4 ? PairsOfBlocks(small) : BytesOfBlocks(small, blocks * size)));
        string scale = Table(weight.Name + " scales of blocks", weight.Name + "_scale", [(long)small.Rows * blocks], () => small.IsGrouped ? small.AllScales() : Repeated(small.AllScales(), blocks));
        string product = Fresh("matMulNBits");
        OnnxAttribute[] attributes = [("K", (long)small.Columns), ("N", (long)small.Rows), ("bits", (long)bits), ("block_size", (long)size), ("accuracy_level", (long)FloatActivations)];
        _nodes.Add(Description("MatMulNBits", [x, numbers, scale], [product], attributes).Text(7, Microsoft));
        _usesMicrosoft = true;
        return bias is null ? product : Node("Add", "linear", [product, Weight(bias)]);
    }

    /// <summary>Rows of a table: of one with a scale for each row only those that are asked for become floats.</summary>
    private string LookUp(Parameter table, string ids)
    {
        if (table.Small is not { Format: Quantization.Weights.Int8, IsGrouped: false } small) return Node("Gather", "embedding", [Weight(table), ids]);
        return Node("Mul", "embedding", [Cast(Node("Gather", [Bytes(table, small), ids]), OnnxType.Float), Last(Node("Gather", [Scales(table, small), ids]))]);
    }

    // Of a row with one scale, as long as it divides the row.
    private static int BlockSize(SmallMatrix small)
    {
        for (int size = 256; size > SmallRows.Block && !small.IsGrouped; size /= 2)
        {
            if (small.Columns % size == 0) return size;
        }

        return SmallRows.Block;
    }

    private static byte[] BytesOfBlocks(SmallMatrix small, int width)
    {
        byte[] bytes = new byte[(long)small.Rows * width];
        Array.Fill(bytes, (byte)128);
        for (int row = 0; row < small.Rows; row++)
        {
            ReadOnlySpan<byte> data = small.Row(row);
            for (int i = 0; i < small.Columns; i++) bytes[((long)row * width) + i] = (byte)(data[i] ^ 128);
        }

        return bytes;
    }

    // In memory number i of a block stands beside number 16 + i; here beside the next. Both have 8 added.
    private static byte[] PairsOfBlocks(SmallMatrix small)
    {
        int width = (int)small.DataBytes;
        byte[] bytes = new byte[(long)small.Rows * width];
        for (int row = 0; row < small.Rows; row++)
        {
            ReadOnlySpan<byte> data = small.Row(row);
            for (int i = 0; i < 2 * width; i++)
            {
                int place = i % SmallRows.Block, pair = data[(i / SmallRows.Block * SmallRows.Block / 2) + (place % 16)];
                bytes[((long)row * width) + (i / 2)] |= (byte)(((pair >> (place / 16 * 4)) & 15) << (i % 2 * 4));
            }
        }

        return bytes;
    }

    private static float[] Repeated(float[] scales, int times)
    {
        float[] all = new float[(long)scales.Length * times];
        for (int i = 0; i < scales.Length; i++) all.AsSpan(i * times, times).Fill(scales[i]);
        return all;
    }
}
