using System;
using System.IO;
using System.Linq;
using Google.Protobuf;
using ModelGen.Weights;

namespace ModelGen.Onnx;

// ModelProto.
public sealed partial class OnnxGraph
{
    private const int Alignment = 4096, SmallestWeight = 1024;

    /// <summary>Writes the file; one that is there is replaced only when all is written.</summary>
    /// <param name="path">The file, <c>model.onnx</c>; large weights lie beside it in <c>model.onnx.data</c>.</param>
    /// <exception cref="IOException">It cannot be written.</exception>
    public void Save(string path)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        bool isLarge = _tensors.Sum(tensor => tensor.Length) > _options.LargestFile;
        string data = Path.GetFileName(path) + ".data";
        ProtoMessage graph = new();
        foreach (ProtoMessage node in _nodes) graph.Message(1, node);
        graph.Text(2, _name);
        long offset = 0;
        foreach (OnnxTensor tensor in _tensors)
        {
            bool outside = isLarge && IsWeight(tensor);
            graph.Message(5, outside ? tensor.Outside(data, offset) : tensor.Inside());
            if (outside) offset = Next(offset + tensor.Length);
        }

        foreach (ProtoMessage input in _inputs) graph.Message(11, input);
        foreach (ProtoMessage output in (ReadOnlySpan<ProtoMessage>)[.. _outputs, .. _presents]) graph.Message(12, output);
        ProtoMessage model = new ProtoMessage().Int(1, OnnxOpset.IrVersion(_options.Opset)).Text(2, "ModelGen").Message(7, graph).Message(8, Operators("", _options.Opset));
        if (_usesMicrosoft) model.Message(8, Operators(Microsoft, 1));

        if (isLarge) AtomicFile.Write(Path.Combine(Path.GetDirectoryName(Path.GetFullPath(path))!, data), WriteData);
        AtomicFile.Write(path, stream =>
        {
            using CodedOutputStream output = new(stream, leaveOpen: true);
            model.WriteTo(output);
        });
    }

    // OperatorSetIdProto.
    private static ProtoMessage Operators(string domain, int version) => new ProtoMessage().Text(1, domain).Int(2, version);

    // Each tensor at a page of its own, so that it can be mapped.
    private void WriteData(Stream stream)
    {
        long offset = 0;
        foreach (OnnxTensor tensor in _tensors.Where(IsWeight))
        {
            for (; stream.Position < offset;) stream.WriteByte(0);
            stream.Write(tensor.Bytes());
            offset = Next(offset + tensor.Length);
        }
    }

    // Sizes and other small constants are read while the graph is loaded.
    private static bool IsWeight(OnnxTensor tensor) => tensor.Type != OnnxType.Int64 && tensor.Length >= SmallestWeight;

    private static long Next(long offset) => (offset + Alignment - 1) / Alignment * Alignment;
}
