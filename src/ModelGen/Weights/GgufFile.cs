using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Numerics.Tensors;
using System.Text;
using ModelGen.Weights.Gguf;

namespace ModelGen.Weights;

/// <summary>Writes weights as GGUF, version 3. Reading needs no call of its own: <c>Load</c> knows such files.</summary>
public static class GgufFile
{
    private const int Alignment = 32;

    /// <summary>Writes all parameters; a file that is there is replaced only when all is written and on the disk.</summary>
    /// <param name="store">The parameters. For an architecture that is known (<c>llama</c>, <c>qwen2</c>, <c>qwen3</c>, <c>gemma</c>, <c>phi3</c>) they have the names of its checkpoints, and get those of GGUF.</param>
    /// <param name="path">The file.</param>
    /// <param name="type">How matrices are written; vectors are F32.</param>
    /// <param name="metadata">Keys of GGUF, <c>general.architecture</c> among them, and of it <c>llama.attention.head_count</c> and <c>llama.attention.head_count_kv</c>: whole numbers, reals, truths, texts, and lists of texts, of float and of int. Other programs want more, a tokenizer above all.</param>
    /// <exception cref="ArgumentException">A value is of another type, or <c>general.architecture</c> or llama's number of heads is missing.</exception>
    /// <exception cref="InvalidOperationException">A weight is infinite, NaN or beyond what <paramref name="type"/> has; nothing is written.</exception>
    /// <exception cref="IOException">It cannot be written; a file that was there is unchanged.</exception>
    public static void Save(ParameterStore store, string path, GgufType type, IReadOnlyDictionary<string, object> metadata)
    {
        ArgumentNullException.ThrowIfNull(store);
        ArgumentException.ThrowIfNullOrEmpty(path);
        ArgumentNullException.ThrowIfNull(metadata);
        if (metadata.GetValueOrDefault("general.architecture") is not string architecture) throw new ArgumentException("GGUF needs a text for general.architecture, such as \"llama\"", nameof(metadata));
        SaveCheck.Run(store, type == GgufType.F32 ? SafeTensorType.F32 : SafeTensorType.F16);
        GgufTensor[] tensors = Lay(store, architecture, type);
        Func<Parameter, long> size = parameter => HeadSize(parameter, architecture, metadata);
        foreach (Parameter parameter in store.Tensors.Where(parameter => GgufNames.ArePaired(parameter.Name, architecture))) size(parameter);
        AtomicFile.Write(path, stream =>
        {
            using BinaryWriter writer = new(new BufferedStream(stream, 1 << 18), Encoding.UTF8, leaveOpen: true);
            long position = Header(writer, metadata, tensors);
            Pad(writer, ref position);
            for (int i = 0; i < tensors.Length; i++)
            {
                Write(writer, tensors[i], Values(store.Tensors[i], architecture, size));
                position += tensors[i].Bytes;
                Pad(writer, ref position);
            }

            writer.Flush();
        });
    }

    private static GgufTensor[] Lay(ParameterStore store, string architecture, GgufType type)
    {
        long offset = 0;
        List<GgufTensor> tensors = [];
        foreach (Parameter parameter in store.Tensors)
        {
            long[] shape = Array.ConvertAll(StoredMatrix.Shape(parameter), size => (long)size);
            if (shape.Length > 4) throw new ArgumentException($"GGUF has at most 4 axes, and '{parameter.Name}' has {shape.Length}", nameof(store));
            GgufElement element = shape.Length < 2 || type == GgufType.F32 ? GgufElement.F32
                : type == GgufType.F16 ? GgufElement.F16
                : shape[^1] % GgufElement.Q8.Block != 0 ? GgufElement.F32
                : type == GgufType.Q8_0 ? GgufElement.Q8 : GgufElement.Q4;
            GgufTensor tensor = new(GgufNames.Of(parameter.Name, architecture), shape, element, parameter.Count, offset);
            tensors.Add(tensor);
            offset = (offset + tensor.Bytes + Alignment - 1) / Alignment * Alignment;
        }

        return [.. tensors];
    }

    private static long HeadSize(Parameter parameter, string architecture, IReadOnlyDictionary<string, object> metadata)
    {
        bool isKey = parameter.Name.Contains(".k_proj.", StringComparison.Ordinal);
        object? stated = (isKey ? metadata.GetValueOrDefault(architecture + ".attention.head_count_kv") : null) ?? metadata.GetValueOrDefault(architecture + ".attention.head_count");
        long heads = stated is null ? 0 : Convert.ToInt64(stated, System.Globalization.CultureInfo.InvariantCulture);
        return heads > 0 && parameter.Shape[0] % (2 * heads) == 0 ? parameter.Shape[0] / heads
            : throw new ArgumentException($"{architecture}.attention.head_count{(isKey ? "_kv" : "")} must be how many heads the {parameter.Shape[0]} rows of '{parameter.Name}' are, not {heads}", nameof(metadata));
    }

    // In the file's layout, then in GGUF's.
    private static float[] Values(Parameter parameter, string architecture, Func<Parameter, long> headSize)
    {
        float[] values = parameter.Value.ToArray();
        if (parameter.Transposed) StoredMatrix.Transpose(parameter.Value, values, parameter.Shape[0], parameter.Shape[1]);
        parameter.Layout?.ToFile(values, isWeight: true);
        float offset = GgufNames.Offset(parameter.Name, architecture);
        if (offset != 0) TensorPrimitives.Add(values, offset, values);
        if (!GgufNames.ArePaired(parameter.Name, architecture)) return values;
        int size = (int)headSize(parameter), width = values.Length / parameter.Shape[0];
        float[] paired = new float[values.Length];
        for (int row = 0; row < parameter.Shape[0]; row++)
        {
            (int head, int place) = Math.DivRem(row, size);
            (int half, int i) = Math.DivRem(place, size / 2);
            values.AsSpan(row * width, width).CopyTo(paired.AsSpan(((head * size) + (2 * i) + half) * width));
        }

        return paired;
    }

    private static void Write(BinaryWriter writer, GgufTensor tensor, float[] values)
    {
        const int Part = 32 * 1024;
        byte[] bytes = new byte[Part * 4];
        for (int first = 0; first < values.Length; first += Part)
        {
            ReadOnlySpan<float> part = values.AsSpan(first, Math.Min(Part, values.Length - first));
            Span<byte> own = bytes.AsSpan(0, part.Length / tensor.Element.Block * tensor.Element.Bytes);
            if (tensor.Element.Block > 1)
            {
                (_, _, int block, int size) = tensor.Element;
                for (int i = 0; i < part.Length / block; i++) tensor.Element.FromSingle(part.Slice(i * block, block), own.Slice(i * size, size));
            }
            else
            {
                ElementConversion.FromSingle(tensor.Element == GgufElement.F32 ? SafeTensorType.F32 : SafeTensorType.F16, part, own);
            }

            writer.Write(own);
        }
    }

    private static long Header(BinaryWriter to, IReadOnlyDictionary<string, object> metadata, GgufTensor[] tensors)
    {
        MemoryStream header = new();
        using BinaryWriter writer = new(header, Encoding.UTF8);
        writer.Write(GgufHeader.Magic);
        writer.Write(3u);
        writer.Write((ulong)tensors.Length);
        writer.Write((ulong)metadata.Count);
        foreach ((string key, object value) in metadata.OrderBy(pair => pair.Key, StringComparer.Ordinal))
        {
            String(writer, key);
            Value(writer, key, value);
        }

        foreach (GgufTensor tensor in tensors)
        {
            String(writer, tensor.Name);
            writer.Write((uint)tensor.Shape.Length);
            for (int axis = tensor.Shape.Length - 1; axis >= 0; axis--) writer.Write((ulong)tensor.Shape[axis]);
            writer.Write(tensor.Element.Id);
            writer.Write((ulong)tensor.Offset);
        }

        writer.Flush();
        to.Write(header.ToArray());
        return header.Length;
    }

    private static void Value(BinaryWriter writer, string key, object value)
    {
        switch (value)
        {
            case int or long:
                writer.Write(Convert.ToInt64(value, System.Globalization.CultureInfo.InvariantCulture) is >= 0 and <= uint.MaxValue and var number ? 4u : throw new ArgumentException($"{key} must be a whole number from 0 to 2^32 - 1, not {value}"));
                writer.Write((uint)number);
                break;
            case float or double:
                writer.Write(6u);
                writer.Write(Convert.ToSingle(value, System.Globalization.CultureInfo.InvariantCulture));
                break;
            case bool truth:
                writer.Write(7u);
                writer.Write(truth);
                break;
            case string text:
                writer.Write(8u);
                String(writer, text);
                break;
            case IReadOnlyList<string> texts:
                Begin(8, texts.Count);
                foreach (string text in texts) String(writer, text);
                break;
            case IReadOnlyList<float> reals:
                Begin(6, reals.Count);
                foreach (float real in reals) writer.Write(real);
                break;
            case IReadOnlyList<int> numbers:
                Begin(5, numbers.Count);
                foreach (int each in numbers) writer.Write(each);
                break;
            default:
                throw new ArgumentException($"{key} must be a whole number, a real, a truth, a text, or a list of texts, of float or of int, not {value?.GetType().Name ?? "null"}");
        }

        void Begin(uint element, int count)
        {
            writer.Write(9u);
            writer.Write(element);
            writer.Write((ulong)count);
        }
    }

    private static void String(BinaryWriter writer, string text)
    {
        byte[] bytes = Encoding.UTF8.GetBytes(text);
        writer.Write((ulong)bytes.Length);
        writer.Write(bytes);
    }

    private static void Pad(BinaryWriter writer, ref long position)
    {
        for (; position % Alignment != 0; position++) writer.Write((byte)0);
    }
}
