using System;
using System.IO;
using System.Linq;
using ModelGen.Weights;
using Xunit;

namespace ModelGen.Runtime.Tests.Weights;

public sealed class ElementTypeTests
{
    [Theory]
    [InlineData("f16", "f16_as_f32", SafeTensorType.F16)]
    [InlineData("bf16", "bf16_as_f32", SafeTensorType.BF16)]
    public void HalvesWidenExactly(string half, string wide, SafeTensorType type)
    {
        using SafeTensorsReader reader = Open();
        Assert.Equal(type, reader.Get(half).Type);
        float[] found = reader.ReadFloats(reader.Get(half)), expected = reader.ReadFloats(reader.Get(wide));
        Assert.Equal(expected.Select(BitConverter.SingleToUInt32Bits), found.Select(BitConverter.SingleToUInt32Bits));
    }

    [Fact]
    public void EveryTypeIsRead()
    {
        using SafeTensorsReader reader = Open();
        Assert.NotEmpty(reader.Metadata["note"]);
        foreach (TensorEntry entry in reader.Entries) Assert.Equal(entry.Count, reader.ReadFloats(entry).LongLength);
        Assert.Empty(reader.Get("scalar").Shape);
        Assert.Single(reader.ReadFloats(reader.Get("scalar")));
        Assert.Equal([0L, 3L], reader.Get("empty").Shape);
        Assert.Equal("odd", reader.Entries.First(entry => entry.ByteCount > 0).Name);
        Assert.Equal(reader.ReadInts(reader.Get("i16")), reader.ReadFloats(reader.Get("i16")).Select(value => (int)value));
        Assert.Equal(12, reader.ReadFloats(reader.Get("i64")).Length);
        float[] single = reader.ReadFloats(reader.Get("f32")), fromDouble = reader.ReadFloats(reader.Get("f64"));
        Assert.Equal(single.Length, fromDouble.Length);
        Assert.All(reader.ReadFloats(reader.Get("bool")), value => Assert.True(value is 0 or 1));
    }

    [Fact]
    public void AStreamThatCannotSeekGivesTheSame()
    {
        using SafeTensorsReader seekable = Open();
        using SafeTensorsReader forward = new(new ForwardStream(File.ReadAllBytes(Golden.PathOf("dtypes.safetensors"))));
        foreach (TensorEntry entry in forward.Entries) Assert.Equal(seekable.ReadFloats(seekable.Get(entry.Name)), forward.ReadFloats(entry));
        Assert.Throws<InvalidOperationException>(() => forward.ReadFloats(forward.Entries.First(entry => entry.ByteCount > 0)));
    }

    [Fact]
    public void PartsOfATensorCanBeRead()
    {
        using SafeTensorsReader reader = Open();
        foreach (string name in new[] { "f32", "f16", "f64" })
        {
            float[] all = reader.ReadFloats(reader.Get(name)), part = new float[7];
            reader.ReadFloats(reader.Get(name), part, first: 11);
            Assert.Equal(all[11..18], part);
        }

        Assert.Throws<ArgumentOutOfRangeException>(() => reader.ReadFloats(reader.Get("f32"), new float[7], first: 30));
    }

    [Fact]
    public void UnknownTypesAreListedAndRefusedOnlyWhenRead()
    {
        byte[] file = HostileFileTests.File("""{"q":{"dtype":"F8_E4M3","shape":[3],"data_offsets":[0,3]},"a":{"dtype":"U8","shape":[1],"data_offsets":[3,4]}}""", 4);
        using SafeTensorsReader reader = new(new MemoryStream(file));
        Assert.Equal(SafeTensorType.Other, reader.Get("q").Type);
        Assert.Equal([0f], reader.ReadFloats(reader.Get("a")));
        Assert.Contains("F8_E4M3", Assert.Throws<WeightFormatException>(() => reader.ReadFloats(reader.Get("q"))).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void IntegersThatDoNotFitAreRefused()
    {
        SafeTensorsWriter writer = new();
        writer.Add("big", [1], new long[] { 1L << 40 });
        writer.Add("small", [2], new long[] { -5, int.MaxValue });
        using SafeTensorsReader reader = Written(writer);
        Assert.Equal([-5, int.MaxValue], reader.ReadInts(reader.Get("small")));
        Assert.Contains("does not fit", Assert.Throws<WeightFormatException>(() => reader.ReadInts(reader.Get("big"))).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void BFloatsRoundToNearestEven()
    {
        float[] values = [1f, 1.00390625f, 1.01171875f, -1.0039064f, float.MaxValue, float.PositiveInfinity, float.NaN, 1e-40f, -0f];
        SafeTensorsWriter writer = new();
        writer.Add("x", [values.Length], () => values, SafeTensorType.BF16);
        using SafeTensorsReader reader = Written(writer);
        float[] found = reader.ReadFloats(reader.Get("x"));
        // 1 + 2^-8 lies between 1 and 1 + 2^-7: to the even one. 1 + 3·2^-8 lies between 1 + 2^-7 and 1 + 2^-6.
        Assert.Equal([1f, 1f, 1.015625f, -1.0078125f, float.PositiveInfinity, float.PositiveInfinity, float.NaN], found[..7]);
        Assert.Equal(MathF.ScaleB(1, -133), found[7]); // the smallest bfloat16
        Assert.True(float.IsNegative(found[8]));
    }

    [Fact]
    public void RoundTripKeepsBitsNamesShapesAndNotes()
    {
        float[] values = new float[70_000];
        Random random = new(3);
        for (int i = 0; i < values.Length; i++) values[i] = (float)random.NextDouble() - 0.5f;
        SafeTensorsWriter writer = new();
        writer.Metadata["note"] = "a \"quoted\" note: ünï \n";
        writer.Add("half", [2, 35_000], () => values, SafeTensorType.F16);
        writer.Add("ids", [3], new[] { 1, -2, 3 });
        writer.Add("wide", [7, 10_000], () => values);
        writer.Add("scalar", [], () => values.AsSpan(5, 1));
        writer.Add("empty", [0, 4], () => []);
        using SafeTensorsReader reader = Written(writer);
        Assert.Equal("a \"quoted\" note: ünï \n", reader.Metadata["note"]);
        Assert.Equal("pt", reader.Metadata["format"]);
        Assert.Equal(values, reader.ReadFloats(reader.Get("wide")));
        Assert.Equal(values.Select(value => (float)(Half)value), reader.ReadFloats(reader.Get("half")));
        Assert.Equal(values[5], reader.ReadFloats(reader.Get("scalar"))[0]);
        Assert.Equal([1, -2, 3], reader.ReadInts(reader.Get("ids")));
        Assert.Equal([0L, 4L], reader.Get("empty").Shape);
    }

    [Fact]
    public void TheHeaderIsPaddedToEightBytes()
    {
        for (int length = 1; length <= 8; length++)
        {
            SafeTensorsWriter writer = new();
            writer.Add(new string('n', length), [1], () => [1f]);
            MemoryStream stream = new();
            writer.Write(stream);
            Assert.Equal(0, BitConverter.ToInt64(stream.ToArray()) % 8);
            Assert.Equal(4, stream.Length % 8);
        }
    }

    private static SafeTensorsReader Open() => SafeTensorsReader.Open(Golden.PathOf("dtypes.safetensors"));

    private static SafeTensorsReader Written(SafeTensorsWriter writer)
    {
        MemoryStream stream = new();
        writer.Write(stream);
        stream.Position = 0;
        return new SafeTensorsReader(stream);
    }
}
