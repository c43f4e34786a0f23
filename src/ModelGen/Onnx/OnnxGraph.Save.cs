using System;
using System.IO;
using System.Linq;
using Google.Protobuf;
using ModelGen.Weights;

namespace ModelGen.Onnx;

// ModelProto.
public sealed partial class OnnxGraph
{
    private const int IrVersion = 10, Opset = 21, Alignment = 4096, SmallestWeight = 1024;

    /// <summary>Writes the file; one that is there is replaced only when all is written.</summary>
    /// <param name="path">The file, <c>model.onnx</c>; large weights lie beside it in <c>model.onnx.data</c>.</param>
    /// <param name="options">Null: the defaults.</param>
    /// <exception cref="IOException">It cannot be written.</exception>
    public void Save(string path, OnnxOptions? options = null)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        bool isLarge = _tensors.Sum(tensor => tensor.Length) > (options ?? new OnnxOptions()).LargestFile;
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
        foreach (ProtoMessage output in _outputs) graph.Message(12, output);
        ProtoMessage model = new ProtoMessage().Int(1, IrVersion).Text(2, "ModelGen").Message(7, graph).Message(8, new ProtoMessage().Text(1, "").Int(2, Opset));

        if (isLarge) AtomicFile.Write(Path.Combine(Path.GetDirectoryName(Path.GetFullPath(path))!, data), WriteData);
        AtomicFile.Write(path, stream =>
        {
            using CodedOutputStream output = new(stream, leaveOpen: true);
            model.WriteTo(output);
        });
    }

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
    private static bool IsWeight(OnnxTensor tensor) => tensor.Type == OnnxType.Float && tensor.Length >= SmallestWeight;

    private static long Next(long offset) => (offset + Alignment - 1) / Alignment * Alignment;
}
