using System;
using System.Collections.Generic;
using System.Linq;
using ModelGen.Cpu;
using ModelGen.Cpu.Small;
using ModelGen.Quantization;
using Xunit;
using Format = ModelGen.Quantization.Weights;

namespace ModelGen.Runtime.Tests.Cpu;

/// <content>Numbers of four bits in panels of sixteen rows, and rows of a matrix that begin within one.</content>
public sealed partial class SmallProductsTests
{
    /// <summary>Of four bits the definition, written out: whole numbers of a block are added up exactly, then blocks as floats, one after the other.</summary>
    [Fact]
    public void FourBitsAreAddedUpBlockByBlock()
    {
        foreach ((int rows, int inputs, int outputs) in Sizes.Where(size => size.Rows <= 16))
        {
            SmallMatrix small = Matrix(outputs, inputs, Format.Int4, true);
            float[] x = Reference.Random(rows * inputs, 1), expected = new float[rows * outputs];
            for (int i = 0; i < expected.Length; i++) expected[i] = Defined(small, x.AsSpan(i / outputs * inputs, inputs), i % outputs);
            foreach (int path in VectorPaths.Supported)
            {
                float[] y = new float[rows * outputs];
                LinearKernels.Forward(Teams[1], x, new WeightMatrix(small), [], y, rows, inputs, outputs, Activation.None, default, default, path);
                Assert.Equal(expected, y);
            }
        }
    }

    /// <summary>Rows of a matrix that begin anywhere: products, tables and what is saved of them are those of the whole.</summary>
    [Theory]
    [InlineData(Format.BFloat16)]
    [InlineData(Format.Int8)]
    [InlineData(Format.Int4)]
    public void SomeRowsAreThoseOfTheWhole(Format format)
    {
        const int Inputs = 70, Outputs = 75;
        SmallMatrix small = Matrix(Outputs, Inputs, format, format == Format.Int4);
        foreach ((int first, int count) in new[] { (0, 16), (5, 3), (7, 40), (32, 43), (74, 1), (15, 2) })
        {
            SmallMatrix part = small.Slice(first, count), again = part.Slice(count / 2, count - (count / 2));
            foreach (int rows in new[] { 1, 3, 20 })
            {
                float[] x = Reference.Random(rows * Inputs, 1), whole = new float[rows * Outputs], own = new float[rows * count];
                LinearKernels.Forward(Teams[1], x, new WeightMatrix(small), [], whole, rows, Inputs, Outputs);
                LinearKernels.Forward(Teams[1], x, new WeightMatrix(part), [], own, rows, Inputs, count);
                for (int row = 0; row < rows; row++) Assert.Equal(whole.AsSpan((row * Outputs) + first, count), own.AsSpan(row * count, count));
            }

            float[] expected = new float[Inputs], read = new float[Inputs];
            for (int row = 0; row < again.Rows; row++)
            {
                small.Read(first + (count / 2) + row, expected);
                again.Read(row, read);
                Assert.Equal(expected, read);
                Assert.Equal(small.Row(first + (count / 2) + row), again.Row(row));
                Assert.Equal(small.ScalesOf(first + (count / 2) + row), again.ScalesOf(row));
            }
        }
    }

    private static float Defined(SmallMatrix small, ReadOnlySpan<float> x, int row)
    {
        const int Most = 2088895; // of 22 bits, so that the first of three digits of seven bits is at most 127
        float largest = 0, sum = 0;
        foreach (float value in x) largest = MathF.Max(largest, MathF.Abs(value));
        float factor = largest == 0 ? 0 : Most / largest;
        ReadOnlySpan<byte> data = small.Row(row);
        ReadOnlySpan<float> scales = small.ScalesOf(row);
        for (int block = 0; block < scales.Length; block++)
        {
            int whole = 0;
            for (int i = 32 * block; i < Math.Min(32 * (block + 1), x.Length); i++) whole += (((data[(block * 16) + (i % 16)] >> (i % 32 / 16 * 4)) & 15) - 8) * (int)MathF.Round(x[i] * factor);
            sum += whole * scales[block];
        }

        return sum * (largest / Most);
    }
}
