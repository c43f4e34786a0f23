using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Numerics.Tensors;
using System.Text;
using ModelGen.Quantization;
using ModelGen.Runtime.Tests;
using ModelGen.Weights;
using Xunit;
using static ModelGen.Models.Tests.GoldenChecks;
using Format = ModelGen.Quantization.Weights;

namespace ModelGen.Models.Tests.Quantizing;

/// <summary>Files of small numbers: the same bits back, and one clear error for any other file, with the model as it was.</summary>
public sealed class SmallFileTests : IDisposable
{
    private static readonly Dictionary<string, object> s_llama = new() { ["general.architecture"] = "llama", ["llama.attention.head_count"] = 4, ["llama.attention.head_count_kv"] = 2 };

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("modelgen-small-");

    [Theory]
    [InlineData(Format.BFloat16)]
    [InlineData(Format.Int8)]
    [InlineData(Format.Int4)]
    public void WhatIsWrittenIsRead(Format format)
    {
        Round(() => new GoldenGpt(), format);
        Round(() => new GoldenLlama(), format);
        Round(() => new GoldenResNet(), format);
        Round(() => new GoldenLstm(), format);
    }

    [Fact]
    public void NamesAndShapesAreAsTheyAreStated()
    {
        GoldenMlp model = new();
        Quantizer.Quantize(model, Format.Int8);
        model.Save(At("int8"));
        using SafeTensorsReader int8 = SafeTensorsReader.Open(At("int8"));
        Assert.Equal("int8", int8.Metadata["quantization"]);
        Assert.Equal("fc1.weight I8 [24, 20]", int8.Get("fc1.weight").ToString());
        Assert.Equal("fc1.weight_scale F32 [24]", int8.Get("fc1.weight_scale").ToString());
        Assert.Equal("fc1.bias F32 [24]", int8.Get("fc1.bias").ToString());
        float[] numbers = int8.ReadFloats(int8.Get("fc1.weight")), scales = int8.ReadFloats(int8.Get("fc1.weight_scale")), weight = new float[24 * 20];
        model.Parameters.Fc1.Weight.Read(weight);
        Assert.Equal(weight, numbers.Select((number, i) => number * scales[i / 20]));

        GoldenMlp four = new();
        Quantizer.Quantize(four, Format.Int4);
        four.Save(At("int4"));
        using SafeTensorsReader int4 = SafeTensorsReader.Open(At("int4"));
        Assert.Equal("fc1.weight U8 [24, 16]", int4.Get("fc1.weight").ToString());
        Assert.Equal("fc1.weight_scale F32 [24, 1]", int4.Get("fc1.weight_scale").ToString());
    }

    [Fact]
    public void OtherModelsRefuse()
    {
        GoldenMlp floats = new(seed: 1), int8 = new(seed: 1), int4 = new(seed: 1);
        Quantizer.Quantize(int8, Format.Int8);
        Quantizer.Quantize(int4, Format.Int4);
        floats.Save(At("floats"));
        int8.Save(At("int8"));
        int4.Save(At("int4"));
        Refused(new GoldenMlp(seed: 2), "int8", "Quantizer.Quantize(model, Weights.Int8)");
        Refused(new GoldenMlp(seed: 2), "int4", "Weights.Int4");
        Refused(Quantized(Format.Int8), "floats", "LoadOptions.Quantize");
        Refused(Quantized(Format.Int4), "floats", "LoadOptions.Quantize");
        Refused(Quantized(Format.BFloat16), "floats", "LoadOptions.Quantize");
        Refused(Quantized(Format.Int8), "int4", "holds Int8");
        Refused(Quantized(Format.Int4), "int8", "holds Int4");

        GoldenMlp rounded = Quantized(Format.Int8);
        rounded.Load(At("floats"), new LoadOptions { Quantize = true });
        Assert.Equal(Bytes(int8), Bytes(rounded));
    }

    [Fact]
    public void BFloat16IsWhatEveryReaderTakes()
    {
        GoldenGpt small = new(seed: 1), floats = new(seed: 2);
        Quantizer.Quantize(small, Format.BFloat16);
        small.Save(At("bf16"));
        floats.Load(At("bf16"));
        foreach ((Parameter a, Parameter b) in small.Store.Parameters.Zip(floats.Store.Parameters))
        {
            float[] values = new float[a.Count];
            a.Read(values);
            Assert.Equal(values, b.Value.ToArray());
        }
    }

    [Fact]
    public void LyingAndTruncatedFiles()
    {
        GoldenMlp model = new(seed: 1);
        Quantizer.Quantize(model, Format.Int8);
        model.Save(At("good"));
        byte[] bytes = File.ReadAllBytes(At("good"));
        for (int length = 0; length < bytes.Length; length += 97)
        {
            File.WriteAllBytes(At("cut"), bytes[..length]);
            Refused(Quantized(Format.Int8), "cut", "");
        }

        Changed("scale", bytes, header => header, "has the scale NaN in row 3", nanAt: 3);
        Changed("shape", bytes, header => header.Replace("\"shape\":[24],", "\"shape\":[8,3],", StringComparison.Ordinal), "expected F32 [24] or [24, 1]");
        Changed("none", bytes, header => header.Replace("fc1.weight_scale", "fc1.other", StringComparison.Ordinal), "'fc1.weight_scale' is missing");
        Changed("turned", bytes, header => header.Replace("[24,20]", "[20,24]", StringComparison.Ordinal), "[20, 24], expected [24, 20]");
        Changed("type", bytes, header => header.Replace("\"I8\"", "\"U8\"", StringComparison.Ordinal), "holds Int8, which is I8 in files");
    }

    [Fact]
    public void GgufBlocksAreTakenAsTheyAre()
    {
        FloatLlama floats = new(seed: 3), read = new(seed: 4);
        string path = Path.Combine(_folder.FullName, "tiny.gguf");
        GgufFile.Save(floats.Store, path, GgufType.Q8_0, s_llama);
        read.Load(path);
        SmallLlama small = new(path);
        Assert.Equal(Format.Int8, small.Parameters.Layers[0].Attend.Query.Weight.Format);
        foreach ((Parameter a, Parameter b) in small.Store.Parameters.Zip(read.Store.Parameters))
        {
            float[] values = new float[a.Count];
            a.Read(values);
            Assert.Equal(b.Value.ToArray(), values);
        }

        int[] ids = [5, 9, 33, 2];
        Compare.Close(Flat(small.Predict(new ReadOnlyTensorSpan<int>(ids, [1, 4]))), Flat(read.Predict(new ReadOnlyTensorSpan<int>(ids, [1, 4]))), 1e-5, "logits");
        small.Save(At("blocks")); // a scale for each 32 numbers stays one
        Assert.Equal(Bytes(small), Bytes(new SmallLlama(At("blocks"))));
        WeightFormatException error = Assert.Throws<WeightFormatException>(() => new SmallerLlama(path));
        Assert.Contains("LoadOptions.Quantize", error.Message, StringComparison.Ordinal);
        Assert.Equal(Format.Int4, new SmallerLlama(path, new LoadOptions { Quantize = true }).Parameters.Layers[0].Attend.Query.Weight.Format);
    }

    [Fact]
    public void GgufBlocksOfFourBitsAreTakenAsTheyAre()
    {
        FloatLlama floats = new(seed: 3), read = new(seed: 4);
        string path = Path.Combine(_folder.FullName, "tiny.Q4_0.gguf");
        GgufFile.Save(floats.Store, path, GgufType.Q4_0, s_llama);
        read.Load(path);
        SmallerLlama small = new(path);
        Assert.Equal(Format.Int4, small.Parameters.Layers[0].Attend.Query.Weight.Format);
        foreach ((Parameter a, Parameter b, Parameter before) in small.Store.Parameters.Zip(read.Store.Parameters, floats.Store.Parameters))
        {
            float[] values = new float[a.Count];
            a.Read(values);
            Assert.Equal(b.Value.ToArray(), values);
            Assert.True(TensorPrimitives.Distance<float>(values, before.Value) <= 0.1 * TensorPrimitives.Norm<float>(before.Value), a.Name);
        }

        int[] ids = [5, 9, 33, 2];
        Compare.Close(Flat(small.Predict(new ReadOnlyTensorSpan<int>(ids, [1, 4]))), Flat(read.Predict(new ReadOnlyTensorSpan<int>(ids, [1, 4]))), 1e-4, "logits");
    }

    public void Dispose() => _folder.Delete(recursive: true);

    private static GoldenMlp Quantized(Format format)
    {
        GoldenMlp model = new(seed: 2);
        Quantizer.Quantize(model, format);
        return model;
    }

    private static byte[] Bytes(IModel model)
    {
        using MemoryStream stream = new();
        model.Save(stream);
        return stream.ToArray();
    }

    private string At(string name) => Path.Combine(_folder.FullName, name + ".safetensors");

    private void Changed(string name, byte[] file, Func<string, string> header, string message, int nanAt = -1)
    {
        int length = (int)BitConverter.ToInt64(file);
        byte[] data = file[(8 + length)..];
        using (SafeTensorsReader reader = SafeTensorsReader.Open(At("good")))
        {
            if (nanAt >= 0) BitConverter.TryWriteBytes(data.AsSpan((int)reader.Get("fc1.weight_scale").Offset + (4 * nanAt)), float.NaN);
        }

        byte[] text = Encoding.UTF8.GetBytes(header(Encoding.UTF8.GetString(file, 8, length)));
        File.WriteAllBytes(At(name), [.. BitConverter.GetBytes((long)text.Length), .. text, .. data]);
        Refused(Quantized(Format.Int8), name, message);
    }

    private void Refused(GoldenMlp model, string file, string message)
    {
        byte[] before = Bytes(model);
        WeightFormatException error = Assert.Throws<WeightFormatException>(() => model.Load(At(file)));
        Assert.Contains(message, error.Message, StringComparison.Ordinal);
        Assert.Equal(before, Bytes(model));
    }

    private void Round<TModel>(Func<TModel> create, Format format)
        where TModel : IModel
    {
        TModel model = create(), other = create();
        foreach (Parameter parameter in other.Store.Parameters) parameter.Value.Fill(1);
        Quantizer.Quantize(model, format);
        Quantizer.Quantize(other, format);
        model.Save(At("model"));
        other.Load(At("model"));
        Assert.Equal(Bytes(model), Bytes(other));
        using MemoryStream stream = new(Bytes(model));
        using ForwardOnly forward = new(stream);
        TModel third = create();
        Quantizer.Quantize(third, format);
        third.Load(forward);
        Assert.Equal(Bytes(model), Bytes(third));
    }

    private sealed class ForwardOnly(Stream inner) : Stream
    {
        public override bool CanRead => true;

        public override bool CanSeek => false;

        public override bool CanWrite => false;

        public override long Length => throw new NotSupportedException();

        public override long Position { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }

        public override int Read(byte[] buffer, int offset, int count) => inner.Read(buffer, offset, count);

        public override void Flush()
        {
        }

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

        public override void SetLength(long value) => throw new NotSupportedException();

        public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
    }
}
