using System;
using System.Collections.Generic;
using System.IO;
using ModelGen.Cpu;

namespace ModelGen.Weights;

/// <summary>Models' weights as safetensors files, with the names and layouts of Hugging Face checkpoints.</summary>
public static class WeightFile
{
    /// <summary>Writes all parameters; a file that is there is replaced only when all is written and on the disk.</summary>
    /// <param name="store">The parameters.</param>
    /// <param name="path">The file.</param>
    /// <param name="type">F32, F16 or BF16.</param>
    /// <exception cref="IOException">It cannot be written; a file that was there is unchanged.</exception>
    public static void Save(ParameterStore store, string path, SafeTensorType type = SafeTensorType.F32) => Writer(store, type).Save(path);

    /// <summary>Writes all parameters.</summary>
    public static void Save(ParameterStore store, Stream stream, SafeTensorType type = SafeTensorType.F32) => Writer(store, type).Write(stream);

    /// <summary>Reads all parameters; on failure none of them has changed.</summary>
    /// <exception cref="FileNotFoundException">There is no such file.</exception>
    /// <exception cref="WeightFormatException">The file is damaged, or belongs to another model: names the tensors and both shapes.</exception>
    public static void Load(ParameterStore store, string path)
    {
        using SafeTensorsReader reader = SafeTensorsReader.Open(path);
        Load(store, reader);
    }

    /// <summary>Reads all parameters; on failure none of them has changed. The stream need not seek and stays open.</summary>
    /// <exception cref="WeightFormatException">The data is damaged, or belongs to another model.</exception>
    public static void Load(ParameterStore store, Stream stream)
    {
        using SafeTensorsReader reader = new(stream, leaveOpen: true);
        Load(store, reader);
    }

    /// <summary>Reads all parameters from an open file; on failure none of them has changed.</summary>
    public static void Load(ParameterStore store, SafeTensorsReader reader)
    {
        ArgumentNullException.ThrowIfNull(store);
        Stage(store, reader).CopyTo(store);
    }

    /// <summary>The weights of a file, checked against a store and laid out as its values.</summary>
    internal static StagedWeights Stage(ParameterStore store, SafeTensorsReader reader)
    {
        ArgumentNullException.ThrowIfNull(reader);
        NameMatch match = new(reader, store.Tensors);
        CheckFit(store, reader, match);
        Dictionary<TensorEntry, Parameter> owners = [];
        for (int i = 0; i < match.Entries.Length; i++) owners.Add(match.Entries[i]!, store.Tensors[i]);

        StagedWeights staged = new(store);
        TensorEntry? head = match.Head();
        float[] headValues = [];
        Parameter? embedding = head is null ? null : Embedding(store, reader, head);
        foreach (TensorEntry entry in reader.Entries)
        {
            if (owners.TryGetValue(entry, out Parameter? parameter)) StoredMatrix.Read(reader, entry, parameter, staged.Of(parameter));
            else if (entry == head) headValues = reader.ReadFloats(head);
        }

        if (embedding is not null && !staged.Of(embedding).SequenceEqual(headValues)) throw Untied(reader);
        return staged;
    }

    internal static SafeTensorsWriter Writer(ParameterStore store, SafeTensorType type)
    {
        ArgumentNullException.ThrowIfNull(store);
        SafeTensorsWriter writer = new();
        foreach (Parameter parameter in store.Tensors) StoredMatrix.Add(writer, parameter.Name, parameter, () => parameter.Value, type);
        return writer;
    }

    private static void CheckFit(ParameterStore store, SafeTensorsReader reader, NameMatch match)
    {
        List<string> missing = [], unexpected = [], wrong = [];
        for (int i = 0; i < match.Entries.Length; i++)
        {
            Parameter parameter = store.Tensors[i];
            TensorEntry? entry = match.Entries[i];
            int[] shape = StoredMatrix.Shape(parameter);
            if (entry is null) missing.Add(parameter.Name);
            else if (!ElementTypes.IsFloat(entry.Type)) wrong.Add($"tensor '{parameter.Name}' is {Text.Clip(entry.TypeName)}, expected F32, F16, BF16 or F64");
            else if (!Equal(entry.Shape, shape)) wrong.Add($"tensor '{parameter.Name}' is {TensorEntry.Describe(entry.Shape)}, expected {Guard.Describe(shape)}");
        }

        foreach (TensorEntry entry in match.Unexpected()) unexpected.Add(Text.Clip(entry.Name));
        List<string> faults = [];
        if (wrong.Count > 0) faults.Add(List(wrong, 3, "; "));
        if (missing.Count > 0) faults.Add("missing: " + List(missing, 5, ", "));
        if (unexpected.Count > 0) faults.Add("unexpected: " + List(unexpected, 5, ", "));
        if (faults.Count == 0) return;
        throw new WeightFormatException($"{reader.FileName} does not fit the model: {string.Join("; ", faults)}; load the file of this model, or declare the model as the file's");
    }

    // A model with a tied head computes its logits with the embedding, and ignoring another matrix would be silently wrong.
    private static Parameter? Embedding(ParameterStore store, SafeTensorsReader reader, TensorEntry head)
    {
        foreach (Parameter parameter in store.Parameters)
        {
            if (NameMatch.IsEmbedding(parameter.Name) && ElementTypes.IsFloat(head.Type) && Equal(head.Shape, parameter.Shape)) return parameter;
        }

        throw Untied(reader);
    }

    private static WeightFormatException Untied(SafeTensorsReader reader) =>
        new($"{reader.FileName} does not fit the model: its output matrix 'lm_head.weight' is not the token embedding, which this model uses for its output: declare the model with TiedHead = false");

    private static bool Equal(IReadOnlyList<long> found, ReadOnlySpan<int> expected)
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
