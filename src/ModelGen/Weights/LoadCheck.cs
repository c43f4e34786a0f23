using System;
using System.Collections.Generic;
using System.Linq;

namespace ModelGen.Weights;

/// <summary>What of a file fits a model, and what does not.</summary>
internal sealed class LoadCheck
{
    private readonly ParameterStore _store;
    private readonly IWeightSource _reader;
    private readonly List<string> _loaded = [], _missing = [], _unexpected, _passed;
    private readonly List<(string Text, bool IsShape)> _wrong = [];
    private readonly List<ShapeDifference> _otherShapes = [];

    public LoadCheck(ParameterStore store, IWeightSource reader, NameMatch match, LoadOptions options)
    {
        (_store, _reader) = (store, reader);
        for (int i = 0; i < match.Entries.Length; i++)
        {
            Parameter parameter = store.Tensors[i];
            TensorEntry? entry = match.Entries[i];
            int[] shape = StoredMatrix.Shape(parameter);
            if (entry is null) _missing.Add(parameter.Name);
            else if (store.SmallOf(parameter) is { } small) AddSmall(parameter, entry, new SmallTensor(parameter, small, reader, entry), options);
            else if (!ElementTypes.IsFloat(entry.Type)) _wrong.Add(($"tensor '{parameter.Name}' is {Text.Clip(entry.TypeName)}, expected F32, F16, BF16 or F64", false));
            else if (!Equal(entry.Shape, shape))
            {
                ShapeDifference other = new(parameter.Name, entry.Shape, Array.ConvertAll(shape, size => (long)size));
                _otherShapes.Add(other);
                _wrong.Add(($"tensor {other}", true));
            }
            else
            {
                Owners.Add(entry, parameter);
                _loaded.Add(parameter.Name);
            }
        }

        _unexpected = [.. match.Unexpected().Select(entry => entry.Name).Except(Small.SelectMany(small => new[] { small.Scale?.Name ?? "", small.Input?.Name ?? "" }))];
        _passed = [.. _unexpected.Where(name => store.PassedOver.Any(beginning => name.StartsWith(beginning, StringComparison.Ordinal)))];
        _unexpected = [.. _unexpected.Except(_passed)];
    }

    /// <summary>The tensors that fit, with the parameters that take them.</summary>
    public Dictionary<TensorEntry, Parameter> Owners { get; } = [];

    /// <summary>The tensors of small numbers that fit.</summary>
    public List<SmallTensor> Small { get; } = [];

    /// <exception cref="WeightFormatException">Something does not fit that is to, or nothing does.</exception>
    public void Refuse(LoadOptions options)
    {
        List<string> faults = [.. _wrong.Where(wrong => !(wrong.IsShape && options.AllowOtherShapes)).Select(wrong => wrong.Text)];
        if (faults.Count > 0) faults = [List(faults, 3, "; ")];
        if (_missing.Count > 0 && !options.AllowMissing) faults.Add("missing: " + List(_missing, 5, ", "));
        if (_unexpected.Count > 0 && !options.AllowUnexpected) faults.Add("unexpected: " + List(_unexpected.ConvertAll(Text.Clip), 5, ", "));
        if (faults.Count == 0 && _loaded.Count == 0 && _store.Tensors.Count > 0)
            faults.Add($"it has no tensor of the model, whose first is '{_store.Tensors[0].Name}' where the file's is {(_unexpected.Count == 0 ? "none" : Text.Quote(_unexpected[0]))}: map its names with LoadOptions.Prefixes");
        if (faults.Count == 0) return;
        throw new WeightFormatException($"{_reader.FileName} does not fit the model: {string.Join("; ", faults)}; load the file of this model, or declare the model as the file's");
    }

    private void AddSmall(Parameter parameter, TensorEntry entry, SmallTensor small, LoadOptions options)
    {
        if (small.Fault(options.Quantize) is { } fault)
        {
            _wrong.Add((fault, false));
            return;
        }

        Small.Add(small);
        _loaded.Add(parameter.Name);
    }

    public LoadReport Report(IEnumerable<string> alsoUnexpected) => new(_loaded, _missing, [.. _unexpected, .. _passed, .. alsoUnexpected], _otherShapes);

    public static bool Equal(IReadOnlyList<long> found, ReadOnlySpan<int> expected)
    {
        if (found.Count != expected.Length) return false;
        for (int i = 0; i < expected.Length; i++)
        {
            if (found[i] != expected[i]) return false;
        }

        return true;
    }

    private static string List(List<string> items, int shown, string separator) => items.Count <= shown
        ? string.Join(separator, items)
        : string.Join(separator, items[..shown]) + $"{separator}and {items.Count - shown} more";
}
