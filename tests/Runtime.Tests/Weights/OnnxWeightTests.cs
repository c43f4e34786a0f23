using System;
using System.IO;
using System.Linq;
using System.Runtime.InteropServices;
using Google.Protobuf;
using ModelGen.Onnx;
using ModelGen.Weights;
using Xunit;

namespace ModelGen.Runtime.Tests.Weights;

/// <summary>Initializers of ONNX files: the names and layouts of the checkpoint behind them, and nothing believed of a file that lies.</summary>
public sealed class OnnxWeightTests : IDisposable
{
    private const int Float = 1, Half16 = 10, Int64 = 7;

    private readonly TemporaryFolder _folder = new();

    [Fact]
    public void NamesAndLayoutsAreThoseOfTheCheckpoint()
    {
        float[] matrix = Numbers(12), other = Numbers(12), own = Numbers(12), kernel = Numbers(8), table = Numbers(6);
        string path = Save(Graph()
            .Message(1, Node("MatMul", "/encoder/layer.0/query/MatMul", ["x", "onnx::MatMul_7"], ["y"]))
            .Message(1, Node("Add", "/encoder/layer.0/query/Add", ["encoder.layer.0.query.bias", "y"], ["z"]))
            .Message(1, Node("MatMul", "/layers/layers.1/up/MatMul", ["z", "1234"], ["w"]))
            .Message(1, Node("Gemm", "/head/Gemm", ["w", "head.weight", "head.bias"], ["v"]).Message(5, new ProtoMessage().Text(1, "transB").Int(3, 1).Int(20, 2)))
            .Message(1, Node("Conv", "/layer1/layer1.0/conv1/Conv", ["v", "onnx::Conv_8", "onnx::Conv_9"], ["u"]))
            .Message(5, Tensor("encoder.embeddings.weight", Float, [3, 2], Bytes(table)))
            .Message(5, Tensor("onnx::MatMul_7", Float, [4, 3], Bytes(matrix)))
            .Message(5, Tensor("encoder.layer.0.query.bias", Float, [3], Bytes(Numbers(3))))
            .Message(5, Tensor("1234", Half16, [3, 4], MemoryMarshal.AsBytes<Half>(Array.ConvertAll(other, value => (Half)value)).ToArray()))
            .Message(5, Tensor("head.weight", Float, [3, 4], Bytes(own)))
            .Message(5, Tensor("head.bias", Float, [3], Bytes(Numbers(3))))
            .Message(5, Tensor("onnx::Conv_8", Float, [2, 1, 2, 2], Bytes(kernel)))
            .Message(5, Tensor("onnx::Conv_9", Float, [2], Bytes(Numbers(2))))
            .Message(5, Tensor("axes", Int64, [1], new byte[8]))
            .Message(5, Tensor("epsilon", Float, [], Bytes([1e-5f]))));
        using IWeightSource source = WeightSources.Open(path);
        Assert.Equal(
            [
                "encoder.embeddings.weight F32 [3, 2]", "encoder.layer.0.query.weight F32 [3, 4]", "encoder.layer.0.query.bias F32 [3]", "layers.1.up.weight F16 [4, 3]",
                "head.weight F32 [3, 4]", "head.bias F32 [3]", "layer1.0.conv1.weight F32 [2, 1, 2, 2]", "layer1.0.conv1.bias F32 [2]",
            ],
            source.Entries.Select(entry => entry.ToString()));
        Assert.Equal(table, Read(source, "encoder.embeddings.weight"));
        Assert.Equal(Enumerable.Range(0, 12).Select(i => matrix[(i % 4 * 3) + (i / 4)]), Read(source, "encoder.layer.0.query.weight"));
        Assert.Equal(Enumerable.Range(0, 12).Select(i => (float)(Half)other[(i % 3 * 4) + (i / 3)]), Read(source, "layers.1.up.weight"));
        Assert.Equal(own, Read(source, "head.weight"));
        Assert.Equal(kernel, Read(source, "layer1.0.conv1.weight"));
    }

    /// <summary>Loading asks for parts, by several threads.</summary>
    [Fact]
    public void PartsOfATurnedMatrixAreThoseOfTheWhole()
    {
        float[] matrix = Numbers(35);
        string path = Save(Graph().Message(1, Node("MatMul", "/up/MatMul", ["x", "7"], ["y"])).Message(5, Tensor("7", Float, [5, 7], Bytes(matrix))));
        using IWeightSource source = WeightSources.Open(path);
        float[] whole = Read(source, "up.weight");
        for (int first = 0; first < 35; first++)
        {
            for (int count = 0; count <= 35 - first; count++)
            {
                float[] part = new float[count];
                source.Read(source.Entries[0], part, first);
                Assert.Equal(whole[first..(first + count)], part);
            }
        }
    }

    [Fact]
    public void ModelsLoadIt()
    {
        float[] matrix = Numbers(12);
        string path = Save(Graph().Message(1, Node("MatMul", "/fc/MatMul", ["x", "onnx::MatMul_7"], ["y"])).Message(5, Tensor("onnx::MatMul_7", Float, [4, 3], Bytes(matrix))).Message(5, Tensor("fc.bias", Float, [3], Bytes(Numbers(3)))));
        ParameterStore store = new(64, seed: 1);
        Parameter weight = store.Add("fc.weight", Initializer.Zeros, [3, 4]);
        store.Add("fc.bias", Initializer.Zeros, [3]);
        Assert.True(WeightFile.Load(store, path).IsComplete);
        Assert.Equal(Enumerable.Range(0, 12).Select(i => matrix[(i % 4 * 3) + (i / 4)]), weight.Value.ToArray());
    }

    [Fact]
    public void DataMayLieBesideTheModel()
    {
        float[] values = Numbers(6);
        File.WriteAllBytes(_folder["model.onnx.data"], [.. new byte[8], .. Bytes(values)]);
        string path = Save(Graph().Message(5, Outside("model.onnx.data", 8, 24)));
        using (IWeightSource source = WeightSources.Open(path)) Assert.Equal(values, Read(source, "w.weight"));
        Refused(Graph().Message(5, Outside("model.onnx.data", 16, 24)), "beyond the end of 'model.onnx.data'");
        Refused(Graph().Message(5, Outside("model.onnx.data", 8, 20)), "20 bytes");
        Refused(Graph().Message(5, Outside("absent.data", 8, 24)), "download it beside the model");
        foreach (string climbing in new[] { "../model.onnx.data", "/etc/passwd", "..", "a\\b", "c:b" }) Refused(Graph().Message(5, Outside(climbing, 8, 24)), "no file of the model's folder");
    }

    [Fact]
    public void WhatLiesIsRefused()
    {
        Refused(Graph().Message(5, Tensor("w.weight", Float, [2, 3], new byte[20])), "tensor 'w.weight' has 20 bytes, where its shape [2, 3] takes 24");
        Refused(Graph().Message(5, Tensor("w.weight", Float, [1L << 62, 4], new byte[16])), "overflows");
        Refused(Graph().Message(5, Tensor("w.weight", Float, [-1, 4], new byte[16])), "a size below 0");
        Refused(Graph().Message(5, Tensor("w", Float, [2], new byte[8])).Message(5, Tensor("w", Float, [2], new byte[8])), "two tensors 'w'");
        File.WriteAllBytes(_folder["no.onnx"], [8, 8, 0x3A, 0xFF, 0xFF, 0xFF, 0x7F]);
        Assert.Contains("do not lie in each other", Assert.Throws<WeightFormatException>(() => WeightSources.Open(_folder["no.onnx"])).Message, StringComparison.Ordinal);
    }

    /// <summary>Whatever is changed or cut, it is read or refused by the one exception.</summary>
    [Fact]
    public void BrokenFilesGiveTheOneException()
    {
        byte[] whole = File.ReadAllBytes(Save(Graph()
            .Message(1, Node("MatMul", "/fc/MatMul", ["x", "onnx::MatMul_7"], ["y"])).Message(1, Node("Add", "", ["y", "fc.bias"], ["z"]))
            .Message(5, Tensor("onnx::MatMul_7", Float, [4, 3], Bytes(Numbers(12)))).Message(5, Tensor("fc.bias", Float, [3], Bytes(Numbers(3)))).Message(5, Outside("model.onnx.data", 8, 24))));
        Random random = new(5);
        string path = _folder["broken.onnx"];
        for (int round = 0; round < 2000; round++)
        {
            byte[] broken = [.. round % 3 == 0 ? whole[..random.Next(whole.Length)] : whole];
            for (int i = 0; i < 1 + (round % 3) && broken.Length > 0; i++) broken[random.Next(broken.Length)] = (byte)random.Next(256);
            File.WriteAllBytes(path, broken);
            try
            {
                using IWeightSource source = WeightSources.Open(path);
                foreach (TensorEntry entry in source.Entries.Where(entry => entry.Count < 1000)) source.Read(entry, new float[entry.Count], 0);
            }
            catch (WeightFormatException refused)
            {
                Assert.DoesNotContain('\n', refused.Message);
            }
        }
    }

    public void Dispose() => _folder.Dispose();

    private static float[] Numbers(int count) => [.. Enumerable.Range(0, count).Select(i => (i * 0.25f) - 1)];

    private static byte[] Bytes(float[] values) => MemoryMarshal.AsBytes<float>(values).ToArray();

    private static ProtoMessage Graph() => new();

    private static ProtoMessage Node(string kind, string name, string[] inputs, string[] outputs)
    {
        ProtoMessage node = new();
        foreach (string input in inputs) node.Text(1, input);
        foreach (string output in outputs) node.Text(2, output);
        return node.Text(3, name).Text(4, kind);
    }

    private static ProtoMessage Tensor(string name, int type, long[] shape, byte[] data)
    {
        ProtoMessage tensor = new();
        foreach (long size in shape) tensor.Int(1, size);
        return tensor.Int(2, type).Text(8, name).Bytes(9, data.Length, () => data);
    }

    private static ProtoMessage Outside(string file, int offset, int length) => new ProtoMessage().Int(1, 2).Int(1, 3).Int(2, Float).Text(8, "w.weight")
        .Message(13, new ProtoMessage().Text(1, "location").Text(2, file)).Message(13, new ProtoMessage().Text(1, "offset").Text(2, $"{offset}")).Message(13, new ProtoMessage().Text(1, "length").Text(2, $"{length}")).Int(14, 1);

    private static float[] Read(IWeightSource source, string name)
    {
        Assert.True(source.TryGet(name, out TensorEntry? entry), name);
        float[] values = new float[entry!.Count];
        source.Read(entry, values, 0);
        return values;
    }

    private string Save(ProtoMessage graph)
    {
        string path = _folder["model.onnx"];
        using FileStream file = File.Create(path);
        using CodedOutputStream output = new(file);
        new ProtoMessage().Int(1, 8).Text(2, "pytorch").Message(7, graph).WriteTo(output);
        return path;
    }

    private void Refused(ProtoMessage graph, string message)
    {
        string text = Assert.Throws<WeightFormatException>(() => WeightSources.Open(Save(graph))).Message;
        Assert.Contains(message, text, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', text);
    }
}
