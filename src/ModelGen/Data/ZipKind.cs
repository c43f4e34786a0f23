using System;
using System.Buffers.Binary;
using System.Text;

namespace ModelGen.Data;

/// <summary>What a zip archive holds, by the names that its first bytes show.</summary>
internal static class ZipKind
{
    private const int NameAt = 30; // of a local file header

    public static FileKind? Of(ReadOnlySpan<byte> head)
    {
        if (head.Length <= NameAt) return head.Length >= 8 ? null : new FileKind("a zip archive (a PyTorch .pt?)", "load it in PyTorch and write its tensors with safetensors.torch.save_file");
        int length = Math.Min(BinaryPrimitives.ReadUInt16LittleEndian(head[26..]), head.Length - NameAt);
        string name = Encoding.ASCII.GetString(head.Slice(NameAt, length));
        if (name.EndsWith("data.pkl", StringComparison.Ordinal) || name.EndsWith(".format_version", StringComparison.Ordinal) || name.EndsWith(".storage_alignment", StringComparison.Ordinal) || name.EndsWith("byteorder", StringComparison.Ordinal))
            return new FileKind("a PyTorch file (.pt, .pth, .bin)", "load it in PyTorch and write its tensors with safetensors.torch.save_file");
        if (name.EndsWith(".npy", StringComparison.Ordinal)) return new FileKind("a NumPy archive (.npz)", "load it in NumPy and write its arrays with safetensors.numpy.save_file");
        if (name is "metadata.json" or "config.json" or "model.weights.h5") return new FileKind("a Keras model (.keras)", "load it in Keras and write its weights with the package safetensors");
        return name is "[Content_Types].xml" || name.StartsWith("_rels/", StringComparison.Ordinal) || name.StartsWith("docProps/", StringComparison.Ordinal) ? new FileKind("an Office file (.xlsx, .docx)", "export the sheet as CSV") : null;
    }
}
