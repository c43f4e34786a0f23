using System;
using System.Collections.Generic;
using System.Linq;
using ModelGen.Cpu;
using ModelGen.Cpu.Small;
using ModelGen.Quantization;
using Xunit;
using Format = ModelGen.Quantization.Weights;

namespace ModelGen.Runtime.Tests.Cpu;

/// <summary>Products and tables of small numbers, against double precision over the very numbers that they stand for.</summary>
public sealed partial class SmallProductsTests
{
    private static readonly ThreadTeam[] Teams = [new(1), new(2), new(3)];

    private static readonly (int Rows, int Inputs, int Outputs)[] Sizes =
    [
        (1, 1, 1), (1, 8, 5), (1, 31, 7), (1, 32, 33), (1, 33, 9), (1, 64, 3), (1, 96, 17), (1, 768, 300), (1, 2048, 1100), (2, 40, 6), (3, 100, 21), (4, 64, 64), (5, 129, 30), (8, 320, 12), (15, 63, 5), (16, 800, 40),
        (17, 33, 9), (20, 300, 70), (40, 1000, 33), (97, 257, 35),
    ];

    public static TheoryData<int, Format> All
    {
        get
        {
            TheoryData<int, Format> data = [];
            foreach (int path in VectorPaths.Supported)
            {
                foreach (Format format in Formats) data.Add(path, format);
            }

            return data;
        }
    }

    private static Format[] Formats => [Format.BFloat16, Format.Int8, Format.Int4];

    [Theory]
    [MemberData(nameof(All))]
    public void ProductsAgreeWithTheDefinition(int path, Format format)
    {
        foreach ((int rows, int inputs, int outputs) in Sizes)
        {
            foreach (bool isGrouped in format == Format.Int8 ? [false, true] : new[] { format == Format.Int4 })
            {
                SmallMatrix small = Matrix(outputs, inputs, format, isGrouped);
                float[] weight = new float[outputs * inputs];
                ParameterStore.ReadAll(small, weight);
                float[] x = Reference.Random(rows * inputs, 1), bias = Reference.Random(outputs, 3), residual = Reference.Random(rows * outputs, 4);
                (double[] value, double[] magnitude) = Reference.Multiply(false, true, rows, outputs, inputs, x, inputs, weight, inputs);
                float[]? first = null;
                foreach (ThreadTeam team in Teams)
                {
                    float[] y = new float[rows * outputs];
                    LinearKernels.Forward(team, x, new WeightMatrix(small), bias, y, rows, inputs, outputs, Activation.Relu, default, residual, path);
                    if (first is not null)
                    {
                        Assert.Equal(first, y);
                        continue;
                    }

                    first = y;
                    for (int i = 0; i < y.Length; i++)
                        Assert.Equal(Math.Max(value[i] + bias[i % outputs], 0) + residual[i], y[i], (1e-6 * (2 + magnitude[i])) + (rows <= 16 || WholeProducts.Fits(small.Pointers) ? Rounded(small, x, weight, i / outputs, i % outputs) : 0));
                }
            }
        }
    }

    [Avx512Fact]
    public void BothWidthsGiveTheSameBits()
    {
        foreach ((int rows, int inputs, int outputs) in Sizes)
        {
            SmallMatrix small = Matrix(outputs, inputs, Format.BFloat16, false);
            float[] x = Reference.Random(rows * inputs, 1), wide = new float[rows * outputs], narrow = new float[rows * outputs];
            LinearKernels.Forward(Teams[1], x, new WeightMatrix(small), [], wide, rows, inputs, outputs, Activation.None, default, default, 512);
            LinearKernels.Forward(Teams[1], x, new WeightMatrix(small), [], narrow, rows, inputs, outputs, Activation.None, default, default, 256);
            Assert.Equal(wide, narrow);
        }
    }

    /// <summary>Sums of whole numbers are exact: of any width, those without fused multiply-adds too.</summary>
    [Theory]
    [InlineData(Format.Int8, false)]
    [InlineData(Format.Int8, true)]
    [InlineData(Format.Int4, true)]
    public void WholeNumbersGiveTheSameBitsOnAllWidths(Format format, bool isGrouped)
    {
        foreach ((int rows, int inputs, int outputs) in Sizes.Append((30, 5000, 21)).Append((3, 5000, 21)).Where(size => size.Item1 <= 16 || !isGrouped))
        {
            SmallMatrix small = Matrix(outputs, inputs, format, isGrouped);
            float[] x = Reference.Random(rows * inputs, 1);
            float[][] results = [.. VectorPaths.Supported.Select(path =>
            {
                float[] y = new float[rows * outputs];
                LinearKernels.Forward(Teams[2], x, new WeightMatrix(small), [], y, rows, inputs, outputs, Activation.None, default, default, path);
                return y;
            })];
            Assert.All(results, y => Assert.Equal(results[0], y));
        }
    }

    [Theory]
    [InlineData(Format.Int8, 20)]
    [InlineData(Format.Int8, 3)]
    [InlineData(Format.Int4, 3)]
    public void WhatIsNotFiniteStaysSo(Format format, int rows)
    {
        SmallMatrix small = Matrix(9, 40, format, format == Format.Int4);
        float[] x = Reference.Random(rows * 40, 1), y = new float[rows * 9];
        x[45] = float.NaN;
        x[90] = float.PositiveInfinity;
        LinearKernels.Forward(Teams[1], x, new WeightMatrix(small), [], y, rows, 40, 9);
        for (int i = 0; i < y.Length; i++) Assert.Equal(i / 9 is not (1 or 2), float.IsFinite(y[i]));
    }

    /// <summary>The largest numbers that there are, all of one sign: sums stay within 31 bits, and products of bytes within 15.</summary>
    [Theory]
    [InlineData(Format.Int8, false, 4096)]
    [InlineData(Format.Int8, true, 4096)]
    [InlineData(Format.Int4, true, 4096)]
    [InlineData(Format.Int8, false, 32)]
    public void TheLargestNumbersDoNotOverflow(Format format, bool isGrouped, int inputs)
    {
        foreach (int path in VectorPaths.Supported)
        {
            foreach (int rows in new[] { 1, 17 })
            {
                SmallMatrix small = new(format, 2, inputs, isGrouped);
                float[] row = [.. Enumerable.Repeat(-1f, inputs)];
                Rounding.Rows(_ => row, small);
                float[] x = [.. Enumerable.Repeat(-3f, rows * inputs)], y = new float[rows * 2], weight = new float[2 * inputs];
                ParameterStore.ReadAll(small, weight);
                LinearKernels.Forward(Teams[0], x, new WeightMatrix(small), [], y, rows, inputs, 2, Activation.None, default, default, path);
                Assert.All(y, value => Assert.Equal(1, value / (3 * inputs * -(double)weight[0]), 1e-5));
            }
        }
    }

    [Fact]
    public void TablesGiveRows()
    {
        SmallMatrix small = Matrix(50, 33, Format.Int4, true);
        float[] table = new float[50 * 33], positions = Reference.Random(4 * 33, 5), expected = new float[4 * 33], y = new float[4 * 33];
        ParameterStore.ReadAll(small, table);
        int[] ids = [3, 49, 0, 7];
        EmbeddingKernels.Forward(Teams[1], ids, table, positions, expected, 1, 4, 33);
        EmbeddingKernels.Forward(Teams[1], ids, new WeightMatrix(small), positions, y, 1, 4, 33);
        Assert.Equal(expected, y);
        EmbeddingKernels.Forward(Teams[1], ids, table, [], expected, 1, 4, 33);
        EmbeddingKernels.Forward(Teams[1], ids, new WeightMatrix(small), [], y, 1, 4, 33);
        Assert.Equal(expected, y);
    }

    [Fact]
    public void ShapesMustFit()
    {
        SmallMatrix small = Matrix(6, 8, Format.Int8, false);
        ArgumentException error = Assert.Throws<ArgumentException>(() => LinearKernels.Forward(Teams[0], new float[12], new WeightMatrix(small), [], new float[4], 1, 12, 4));
        Assert.StartsWith("48 numbers are not [4, 12]", error.Message, StringComparison.Ordinal);
    }

    /// <summary>Half of the step at most, of int8 and of bfloat16; of int4 the least squares are no more than those of the scale that makes the largest number -8.</summary>
    [Fact]
    public void RoundingIsToTheNearest()
    {
        float[] row = Reference.Random(100, 7, 3), read = new float[100];
        row[5] = 0;
        SmallMatrix int8 = Rounding.Round(_ => row, 1, 100, Format.Int8);
        int8.Read(0, read);
        float step = row.Max(MathF.Abs) / 127;
        for (int i = 0; i < 100; i++) Assert.True(Math.Abs(row[i] - read[i]) <= (step / 2) + 1e-6f);
        Assert.Equal(0, read[5]);

        Rounding.Round(_ => row, 1, 100, Format.BFloat16).Read(0, read);
        for (int i = 0; i < 100; i++) Assert.True(Math.Abs(row[i] - read[i]) <= Math.Abs(row[i]) / 256);

        SmallMatrix int4 = Rounding.Round(_ => row, 1, 100, Format.Int4);
        int4.Read(0, read);
        for (int block = 0; block < 100; block += 32)
        {
            float[] own = row[block..Math.Min(block + 32, 100)];
            float most = own.MaxBy(MathF.Abs), plain = -most / 8;
            double least = own.Sum(w => Math.Pow(w - (Math.Clamp(Math.Round(w / plain), -8, 7) * plain), 2));
            Assert.True(own.Select((w, i) => Math.Pow(w - read[block + i], 2)).Sum() <= least * 1.0001);
        }
    }

    [Theory]
    [InlineData(Format.BFloat16)]
    [InlineData(Format.Int8)]
    [InlineData(Format.Int4)]
    public void ZerosStayZeros(Format format)
    {
        float[] read = [1, 2, 3];
        Rounding.Round(_ => new float[3], 1, 3, format).Read(0, read);
        Assert.Equal(new float[3], read);
    }

    private static SmallMatrix Matrix(int rows, int columns, Format format, bool isGrouped)
    {
        float[] values = Reference.Random(rows * columns, 2, 0.3f);
        SmallMatrix matrix = new(format, rows, columns, isGrouped);
        Rounding.Rows(row => values.AsSpan(row * columns, columns), matrix);
        return matrix;
    }

    // Each number of x is off by half a step at most.
    private static double Rounded(SmallMatrix small, float[] x, float[] weight, int row, int output)
    {
        int inputs = small.Columns, most = small.IsGrouped ? short.MaxValue : Math.Min(short.MaxValue, int.MaxValue / (127 * Math.Min(inputs, 4096)));
        most = small.Format switch { Format.BFloat16 => int.MaxValue, Format.Int4 => 2088895, _ => x.Length > 16 * inputs ? most : most * 127 };
        double largest = x.AsSpan(row * inputs, inputs).ToArray().Max(MathF.Abs);
        return largest / most / 2 * weight.AsSpan(output * inputs, inputs).ToArray().Sum(w => Math.Abs((double)w));
    }

    private static unsafe void Read(SmallMatrix small, int row, float[] values, int path)
    {
        fixed (float* to = values) SmallReading.Row(small.Pointers, row, 0, values.Length, to, path);
    }

    private static IEnumerable<float> Definition(SmallMatrix small, int row)
    {
        byte[] data = small.Row(row).ToArray();
        float[] scales = small.Scales > 0 ? small.ScalesOf(row).ToArray() : [1];
        for (int i = 0; i < small.Columns; i++)
        {
            int block = i / 32, place = i % 32;
            float scale = scales[small.IsGrouped ? block : 0];
            yield return small.Format switch
            {
                Format.Int8 => (sbyte)data[i] * scale,
                Format.Int4 => (((data[(block * 16) + (place % 16)] >> (place / 16 * 4)) & 15) - 8) * scale,
                _ => BitConverter.UInt32BitsToSingle((uint)BitConverter.ToUInt16(data, 2 * i) << 16),
            };
        }
    }
}
