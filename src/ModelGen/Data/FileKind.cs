using System;
using System.IO;

namespace ModelGen.Data;

/// <summary>What a file is that was given to the wrong reader, known by its first bytes, and how its content comes to ModelGen.</summary>
/// <param name="Name">With its article: "a PNG picture".</param>
/// <param name="Advice">What to do.</param>
internal sealed record FileKind(string Name, string Advice)
{
    /// <summary>As many first bytes tell all kinds apart; fewer tell some.</summary>
    public const int Head = 512;

    private const string ToSafeTensors = "load it where it was saved and write its tensors with the package safetensors (safetensors.torch.save_file, safetensors.numpy.save_file)";
    private const string Picture = "read pictures with the package ModelGen.Imaging";
    private const string Unpack = "unpack it first";
    private const string ToText = "read it with a library for such files and hand its rows to Table.From, or export it as CSV";

    /// <summary>The kind of a file.</summary>
    /// <param name="head">Its first bytes.</param>
    /// <returns>Null: none that is known, such as a text.</returns>
    public static FileKind? Of(ReadOnlySpan<byte> head) => Weights(head) ?? Tables(head) ?? Packed(head) ?? Media(head) ?? Texts(head);

    /// <summary>The kind of a file, as far as a stream that can seek tells it; the stream stays where it is.</summary>
    public static FileKind? Of(Stream stream)
    {
        if (!stream.CanSeek) return null;
        long position = stream.Position;
        byte[] head = new byte[Head];
        int count = stream.ReadAtLeast(head, Head, throwOnEndOfStream: false);
        stream.Position = position;
        return Of(head.AsSpan(0, count));
    }

    /// <summary>The kind of the file at a path, of what is inside where it is packed by gzip.</summary>
    public static FileKind? OfFile(string path)
    {
        byte[] head = new byte[Head];
        using Stream stream = DataStream.Open(path);
        return Of(head.AsSpan(0, stream.ReadAtLeast(head, Head, throwOnEndOfStream: false)));
    }

    private static FileKind? Weights(ReadOnlySpan<byte> head)
    {
        // torch.save before 1.6: a pickled number, 0x1950A86A20F9469CFC6C.
        if (IsPickle(head)) return head[2..].StartsWith<byte>([0x8A, 0x0A, 0x6C, 0xFC, 0x9C, 0x46, 0xF9, 0x20, 0x6A, 0xA8, 0x50, 0x19])
            ? new FileKind("a PyTorch file of the legacy .pt kind (before 1.6)", ToSafeTensors)
            : new FileKind("a Python pickle", ToSafeTensors);
        if (head.StartsWith<byte>([0x93, .. "NUMPY"u8])) return new FileKind("a NumPy array (.npy)", ToSafeTensors);
        if (head.StartsWith("GGUF"u8) && head.Length > 4 && !",;|\t \r\n"u8.Contains(head[4])) return new FileKind("a GGUF file", "download the model's .safetensors file, or convert it");
        if (head.StartsWith<byte>([0x89, .. "HDF\r\n"u8])) return new FileKind("an HDF5 file (Keras .h5)", ToSafeTensors);
        if (head.Length > 7 && head[4..].StartsWith("TFL3"u8)) return new FileKind("a TensorFlow Lite model", ToSafeTensors);
        return IsOnnx(head) ? new FileKind("an ONNX model", "declare the model, and read its weights from a path that ends in .onnx; ModelGen reads no graphs") : null;
    }

    private static FileKind? Tables(ReadOnlySpan<byte> head)
    {
        if (head.StartsWith("PAR1"u8) && IsBinary(head, 4)) return new FileKind("a Parquet file", "read it with the package Parquet.Net and hand its columns to Table.FromColumns (docs/tables.md)");
        if (head.StartsWith("ARROW1\0\0"u8)) return new FileKind("an Arrow (Feather) file", ToText);
        if (head.StartsWith("ORC"u8) && IsBinary(head, 3)) return new FileKind("an ORC file", ToText);
        if (head.StartsWith<byte>([.. "Obj"u8, 1])) return new FileKind("an Avro file", ToText);
        if (head.StartsWith("SQLite format 3\0"u8)) return new FileKind("an SQLite database", "query it and hand the IDataReader to Table.From");
        return head.StartsWith<byte>([0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1]) ? new FileKind("an old Office file (.xls)", ToText) : null;
    }

    private static FileKind? Packed(ReadOnlySpan<byte> head)
    {
        if (head.StartsWith<byte>([.. "PK"u8, 3, 4])) return ZipKind.Of(head) ?? new FileKind("a zip archive", Unpack);
        if (head.StartsWith<byte>([0x1F, 0x8B])) return new FileKind("a gzip file", Unpack);
        if (head.StartsWith("BZh"u8) && head[3..].Length > 6 && head[4..].StartsWith("1AY&SY"u8)) return new FileKind("a bzip2 file", Unpack);
        if (head.StartsWith<byte>([0xFD, .. "7zXZ\0"u8])) return new FileKind("an xz file", Unpack);
        if (head.StartsWith<byte>([0x28, 0xB5, 0x2F, 0xFD])) return new FileKind("a Zstandard file", Unpack);
        if (head.StartsWith<byte>([.. "7z"u8, 0xBC, 0xAF])) return new FileKind("a 7-Zip archive", Unpack);
        if (head.StartsWith("Rar!\x1A"u8)) return new FileKind("a RAR archive", Unpack);
        return head.Length > 261 && head[257..].StartsWith("ustar"u8) ? new FileKind("a tar archive", Unpack) : null;
    }

    private static FileKind? Media(ReadOnlySpan<byte> head)
    {
        if (head.StartsWith<byte>([0x89, .. "PNG\r\n"u8])) return new FileKind("a PNG picture", Picture);
        if (head.StartsWith<byte>([0xFF, 0xD8, 0xFF])) return new FileKind("a JPEG picture", Picture);
        if (head.StartsWith("GIF87a"u8) || head.StartsWith("GIF89a"u8)) return new FileKind("a GIF picture", "save it as PNG");
        if (head.StartsWith("RIFF"u8) && head.Length > 11) return head[8..].StartsWith("WEBP"u8) ? new FileKind("a WebP picture", "save it as PNG") : head[8..].StartsWith("WAVE"u8) ? new FileKind("a sound file (.wav)", ToText) : null;
        if (head.StartsWith("BM"u8) && head.Length > 9 && head.Slice(6, 4).SequenceEqual<byte>([0, 0, 0, 0])) return new FileKind("a BMP picture", "save it as PNG");
        if (head.StartsWith("%PDF-"u8)) return new FileKind("a PDF document", "export what it shows as text");
        if (head.Length > 7 && head.StartsWith<byte>([0, 0, 8]) && head[3] is > 0 and < 9) return new FileKind("an IDX file", "read it with IdxFile or LabelledImages.FromIdx");
        if (IsProgram(head)) return new FileKind("a program", "check the path");
        return null;
    }

    private static FileKind? Texts(ReadOnlySpan<byte> head)
    {
        if (head.Length >= 8 && "version https://git-lfs"u8.StartsWith(head[..Math.Min(head.Length, 23)])) return new FileKind("a Git LFS pointer, not the file itself", "fetch it with 'git lfs pull', or download it");
        ReadOnlySpan<byte> text = head.TrimStart(" \t\r\n"u8);
        Span<byte> lower = stackalloc byte[Math.Min(text.Length, 14)];
        for (int i = 0; i < lower.Length; i++) lower[i] = text[i] is >= (byte)'A' and <= (byte)'Z' ? (byte)(text[i] | 0x20) : text[i];
        if (lower.StartsWith("<!doctype html"u8) || lower.StartsWith("<html"u8)) return new FileKind("an HTML page, perhaps of an error or a login", "download the file itself");
        bool isJson = text.StartsWith("{"u8) || text.StartsWith("["u8);
        ReadOnlySpan<byte> inside = isJson ? text[1..].TrimStart(" \t\r\n[{"u8) : default;
        return isJson && (inside.StartsWith("\""u8) || inside.StartsWith("}"u8)) ? new FileKind("JSON text", "read rows of JSON with Table.Read; a checkpoint's index names the files that have its weights") : null;
    }

    // Protocols 2 to 5; earlier ones are texts.
    private static bool IsPickle(ReadOnlySpan<byte> head) => head.Length > 2 && head[0] == 0x80 && head[1] is >= 2 and <= 5 && (head.Length < 8 || head[2] is 0x8A or 0x95 or (byte)'}' or (byte)']' or (byte)'c' or (byte)'(' or (byte)'X' or (byte)'K' or (byte)'M' or (byte)'G' or 0x8C);

    // ModelProto: field 1 is a small version, then comes one of its other first fields.
    private static bool IsOnnx(ReadOnlySpan<byte> head) => head.Length > 3 && head[0] == 8 && head[1] is > 0 and < 32 && head[2] is 0x12 or 0x1A or 0x22 or 0x28 or 0x32 or 0x3A or 0x42 && !head[..Math.Min(8, head.Length)].EndsWith("\0\0\0\0"u8);

    private static bool IsProgram(ReadOnlySpan<byte> head) => head.StartsWith<byte>([0x7F, .. "ELF"u8]) || (head.StartsWith<byte>([.. "MZ"u8, 0x90, 0]));

    private static bool IsBinary(ReadOnlySpan<byte> head, int at) => head.Length > at && head[at] is < 32 and not ((byte)'\t' or (byte)'\r' or (byte)'\n');
}
