using System;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Linq;

namespace ModelGen.Weights.Onnx;

/// <summary>Nodes and constants of the outermost graph of an ONNX file.</summary>
/// <remarks>Numbers of fields are those of github.com/onnx/onnx, onnx/onnx.proto.</remarks>
internal sealed class OnnxContent
{
    private const int MostAxes = 8;

    private readonly ProtoFile _file;
    private readonly string _path, _name;
    private readonly List<OnnxNode> _nodes = [];
    private readonly List<OnnxInitializer> _initializers = [];

    private OnnxContent(ProtoFile file, string path, string name) => (_file, _path, _name) = (file, path, name);

    public IReadOnlyList<OnnxNode> Nodes => _nodes;

    public IReadOnlyList<OnnxInitializer> Initializers => _initializers;

    /// <exception cref="WeightFormatException">It is no ONNX file, or damaged.</exception>
    public static OnnxContent Read(ProtoFile file, string path, string name)
    {
        OnnxContent content = new(file, path, name);
        foreach (ProtoField graph in file.Fields(0, file.Length).Where(field => field is { Number: 7, IsBytes: true }))
        {
            foreach (ProtoField field in file.Fields(graph))
            {
                if (field.Number == 1) content.AddNode(field);
                if (field.Number == 5) content.Add(field, name: null);
            }
        }

        return content._nodes.Count > 0 || content._initializers.Count > 0 ? content : throw file.Damaged();
    }

    private void AddNode(ProtoField message)
    {
        List<string> inputs = [], outputs = [];
        string name = "", kind = "";
        bool transposesB = false;
        ProtoField? constant = null;
        foreach (ProtoField field in _file.Fields(message))
        {
            switch (field.Number)
            {
                case 1: inputs.Add(_file.Text(field)); break;
                case 2: outputs.Add(_file.Text(field)); break;
                case 3: name = _file.Text(field); break;
                case 4: kind = _file.Text(field); break;
                case 5:
                    (string attribute, ulong number, ProtoField? tensor) = Attribute(field);
                    if (attribute == "transB") transposesB = number == 1;
                    if (attribute == "value") constant = tensor;
                    break;
            }
        }

        _nodes.Add(new OnnxNode(kind, name, inputs, outputs, transposesB));
        if (kind == "Constant" && constant is { } value && outputs.Count == 1) Add(value, outputs[0]);
    }

    private (string Name, ulong Number, ProtoField? Tensor) Attribute(ProtoField message)
    {
        string name = "";
        ulong number = 0;
        ProtoField? tensor = null;
        foreach (ProtoField field in _file.Fields(message))
        {
            if (field.Number == 1) name = _file.Text(field);
            if (field.Number == 3) number = field.Value;
            if (field.Number == 5) tensor = field;
        }

        return (name, number, tensor);
    }

    private void Add(ProtoField message, string? name)
    {
        List<long> shape = [];
        string own = "", location = "";
        ulong type = 0;
        bool isOutside = false;
        long offset = -1, bytes = 0, outsideOffset = 0, outsideBytes = -1;
        foreach (ProtoField field in _file.Fields(message))
        {
            switch (field.Number)
            {
                case 1:
                    foreach (long size in _file.Numbers(field))
                    {
                        if (size < 0 || shape.Count == MostAxes) throw Lies(own, $"a size below 0, or more than {MostAxes} axes");
                        shape.Add(size);
                    }

                    break;
                case 2: type = field.Value; break;
                case 4 or 9 or 10 when field is { IsBytes: true, Length: > 0 }: (offset, bytes) = (field.Start, field.Length); break; // packed floats are plain bytes, too
                case 8: own = _file.Text(field); break;
                case 13:
                    (string key, string value) = Entry(field);
                    if (key == "location") location = value;
                    if (key == "offset") outsideOffset = Number(value, own);
                    if (key == "length") outsideBytes = Number(value, own);
                    break;
                case 14: isOutside = field.Value == 1; break;
            }
        }

        own = name ?? own;
        SafeTensorType element = type switch { 1 => SafeTensorType.F32, 10 => SafeTensorType.F16, 11 => SafeTensorType.F64, 16 => SafeTensorType.BF16, _ => SafeTensorType.Other };
        long count = 1;
        foreach (long size in shape) count = size == 0 || count <= long.MaxValue / 8 / size ? count * size : throw Lies(own, "a shape whose size overflows");
        if (element == SafeTensorType.Other)
        {
            _initializers.Add(new OnnxInitializer(own, element, [.. shape], count, null, 0));
            return;
        }

        long wanted = count * ElementTypes.Size(element);
        if (isOutside)
        {
            if (outsideBytes >= 0 && outsideBytes != wanted) throw Lies(own, $"{outsideBytes} bytes in '{Text.Clip(location)}', where its shape {TensorEntry.Describe(shape)} takes {wanted}");
            _initializers.Add(new OnnxInitializer(own, element, [.. shape], count, Beside(location, own, outsideOffset, wanted), outsideOffset));
        }
        else
        {
            if (wanted > 0 && (offset < 0 || bytes != wanted)) throw Lies(own, $"{bytes} bytes, where its shape {TensorEntry.Describe(shape)} takes {wanted}");
            _initializers.Add(new OnnxInitializer(own, element, [.. shape], count, null, Math.Max(offset, 0)));
        }
    }

    // Data in another file of the same folder: a path that leads elsewhere would read what the user did not name.
    private string Beside(string location, string tensor, long offset, long bytes)
    {
        if (location.Length == 0 || location is "." or ".." || location.AsSpan().IndexOfAny("/\\:\0") >= 0) throw Lies(tensor, $"its data in '{Text.Clip(location)}', which is no file of the model's folder");
        string path = Path.Combine(Path.GetDirectoryName(Path.GetFullPath(_path))!, location);
        if (!File.Exists(path) || !RegularFile.HasContent(path)) throw new WeightFormatException($"{_name} has its weights in {Text.Quote(location)}, which is not in its folder: download it beside the model");
        return RegularFile.Length(path) - bytes >= offset ? path : throw Lies(tensor, $"its data beyond the end of {Text.Quote(location)} (it is cut short)");
    }

    private (string Key, string Value) Entry(ProtoField message)
    {
        string key = "", value = "";
        foreach (ProtoField field in _file.Fields(message))
        {
            if (field.Number == 1) key = _file.Text(field);
            if (field.Number == 2) value = _file.Text(field);
        }

        return (key, value);
    }

    private long Number(string text, string tensor) => long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out long number) ? number : throw Lies(tensor, $"a place {Text.Quote(text)} that is no number");

    private WeightFormatException Lies(string tensor, string what) => new($"{_name} is not a usable ONNX file: tensor {Text.Quote(tensor)} has {what}; get the file again");
}
