using System;
using System.Collections.Generic;
using System.Linq;
using ModelGen.Cpu.Small;
using ModelGen.Training;

namespace ModelGen.Weights;

/// <summary>Weights of small numbers in safetensors files: <c>name</c> has the numbers, <c>name_scale</c> their scales, <c>name_input_scale</c> that of what they are multiplied with where it was calibrated, and the header's <c>quantization</c> says which they are.</summary>
internal static class SmallWeights
{
    private const string Mark = "quantization";

    public static SafeTensorsWriter Writer(ParameterStore store, SaveOptions options)
    {
        SafeTensorsWriter writer = new();
        foreach (Parameter parameter in store.Tensors)
        {
            if (store.SmallOf(parameter) is not { } small)
            {
                if (!options.AllowNonFinite && !Divergence.IsFinite(parameter.Value)) throw new InvalidOperationException($"Nothing is saved: '{parameter.Name}' has numbers that are not finite: load weights from before, or set SaveOptions.AllowNonFinite");
                StoredMatrix.Add(writer, parameter.Name, parameter, () => parameter.Value, options.Type);
                continue;
            }

            writer.Metadata[Mark] = small.Format.ToString().ToLowerInvariant();
            if (small.Format == Quantization.Weights.BFloat16)
            {
                StoredMatrix.Add(writer, parameter.Name, parameter, () => Values(parameter), SafeTensorType.BF16); // what every reader of safetensors takes
                continue;
            }

            (SafeTensorType type, int[] shape) = SmallTensor.Stored(parameter, small);
            int size = SmallTensor.RowBytes(small);
            writer.Add(parameter.Name, shape, type, row => small.Row(row)[..size]);
            writer.Add(parameter.Name + SmallTensor.ScaleSuffix, small.IsGrouped ? [small.Rows, small.Scales] : [small.Rows], () => small.AllScales());
            if (small.Input.Scale > 0) writer.Add(parameter.Name + SmallTensor.InputSuffix, [1], () => new[] { small.Input.Scale });
        }

        return writer;
    }

    /// <summary>Reads a file into a store of small numbers; on failure it has not changed.</summary>
    public static LoadReport Load(ParameterStore store, IWeightSource source, LoadOptions options)
    {
        NameMatch match = new(source, store.Tensors, options, store.PassedOver);
        LoadCheck check = new(store, source, match, options);
        check.Refuse(options);
        if (match.Head() is { } head && !options.AllowUnexpected) throw Tied(source, head);
        ParameterStore.SmallValues values = store.Replacement(Matrices(store, source, check));
        Dictionary<TensorEntry, Action> reads = [];
        foreach (SmallTensor small in check.Small)
        {
            SmallMatrix matrix = values.MatrixOf(small.Parameter)!;
            reads.Add(small.Entry, () => small.Read(matrix));
            if (small.Scale is { } scale && matrix.Scales > 0) reads.TryAdd(scale, () => small.ReadScales(matrix));
            if (small.Input is { } input) reads.TryAdd(input, () => small.ReadInput(matrix));
        }

        foreach ((TensorEntry entry, Parameter parameter) in check.Owners) reads.Add(entry, () => StoredMatrix.Read(source, entry, parameter, values.Of(parameter)));
        TensorLoader.InTurn(source, reads);
        values.Refresh();
        store.Exchange(values);
        LoadReport report = check.Report(match.Head() is { } left ? [left.Name] : []);
        store.Draw(store.Parameters.ExceptBy(report.Loaded, parameter => parameter.Name));
        return report;
    }

    /// <summary>A model of floats does not take small numbers for floats.</summary>
    /// <exception cref="WeightFormatException">The file has them.</exception>
    public static void RefuseFile(IWeightSource source)
    {
        TensorEntry? small = source.Entries.FirstOrDefault(entry => entry.Type is SafeTensorType.I8 or SafeTensorType.U8 && source.TryGet(entry.Name + SmallTensor.ScaleSuffix, out _));
        if (small is null) return;
        string weights = small.Type == SafeTensorType.I8 ? "Int8" : "Int4";
        throw new WeightFormatException($"{source.FileName} holds small numbers ({Text.Quote(small.Name)} is {small.TypeName} with scales) and the model holds floats: call Quantizer.Quantize(model, Weights.{weights}) before loading, or declare the model with [Quantize(Weights.{weights})]");
    }

    /// <summary>Memory for each unit as the file has it; a unit of which it has nothing keeps what it is.</summary>
    private static SmallMatrix?[] Matrices(ParameterStore store, IWeightSource source, LoadCheck check)
    {
        Dictionary<Parameter, SmallTensor> found = check.Small.ToDictionary(small => small.Parameter);
        SmallMatrix?[] matrices = new SmallMatrix?[store.Units.Count];
        for (int i = 0; i < matrices.Length; i++)
        {
            Parameter unit = store.Units[i];
            if (store.SmallOf(unit) is not { } held) continue;
            Parameter[] parts = [.. store.Parameters.Where(parameter => parameter.Offset >= unit.Offset && parameter.Offset < unit.Offset + unit.Count)];
            bool[] grouped = [.. parts.Select(part => found.TryGetValue(part, out SmallTensor? small) ? small.IsGrouped : held.IsGrouped).Distinct()];
            if (grouped.Length > 1) throw new WeightFormatException($"{source.FileName}: '{unit.Name}' are held as one matrix, and some have a scale for each row where others have one for each 32 numbers: quantise the model anew");
            // A constructor's model, which nobody has yet, is read into as it is.
            matrices[i] = parts.Any(found.ContainsKey) && (store.IsDrawn || grouped[0] != held.IsGrouped) ? Copy(held, grouped[0]) : held;
        }

        return matrices;
    }

    private static SmallMatrix Copy(SmallMatrix held, bool isGrouped)
    {
        SmallMatrix copy = new(held.Format, held.Rows, held.Columns, isGrouped);
        for (int row = 0; row < held.Rows && isGrouped == held.IsGrouped; row++)
        {
            copy.SetRow(row, held.Row(row));
            if (held.Scales > 0) copy.SetScales(row, held.ScalesOf(row));
        }

        return copy;
    }

    private static float[] Values(Parameter parameter)
    {
        float[] values = new float[parameter.Count];
        parameter.Read(values);
        return values;
    }

    private static WeightFormatException Tied(IWeightSource source, TensorEntry head) => new(
        $"{source.FileName} has an output matrix {Text.Quote(head.Name)} beside the token embedding, which a model of small numbers uses for its output unseen: set LoadOptions.AllowUnexpected where they are the same, or declare the model with TiedHead = false");
}
