using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;

namespace ModelGen.Weights;

/// <summary>Models' weights as safetensors files, with the names and layouts of Hugging Face checkpoints.</summary>
public static class WeightFile
{
    /// <summary>Writes all parameters; a file that is there is replaced only when all is written and on the disk.</summary>
    /// <param name="store">The parameters.</param>
    /// <param name="path">The file.</param>
    /// <param name="type">F32, F16 or BF16.</param>
    /// <exception cref="IOException">It cannot be written; a file that was there is unchanged.</exception>
    /// <exception cref="InvalidOperationException">A weight or running statistic is infinite, NaN or beyond what <paramref name="type"/> has; nothing is written.</exception>
    public static void Save(ParameterStore store, string path, SafeTensorType type = SafeTensorType.F32) => Save(store, path, new SaveOptions { Type = type });

    /// <inheritdoc cref="Save(ParameterStore, string, SafeTensorType)"/>
    /// <param name="options">The type, and whether to write what is not finite all the same.</param>
    public static void Save(ParameterStore store, string path, SaveOptions options) => Writer(store, options).Save(path);

    /// <summary>Writes all parameters.</summary>
    /// <exception cref="InvalidOperationException">A weight or running statistic is infinite, NaN or beyond what <paramref name="type"/> has; nothing is written.</exception>
    public static void Save(ParameterStore store, Stream stream, SafeTensorType type = SafeTensorType.F32) => Save(store, stream, new SaveOptions { Type = type });

    /// <inheritdoc cref="Save(ParameterStore, Stream, SafeTensorType)"/>
    /// <param name="options">The type, and whether to write what is not finite all the same.</param>
    public static void Save(ParameterStore store, Stream stream, SaveOptions options) => Writer(store, options).Write(stream);

    /// <summary>Reads all parameters; on failure none of them has changed.</summary>
    /// <param name="store">The parameters. Nobody may read them meanwhile: a prediction would mix old and new weights.</param>
    /// <param name="path">The file; the <c>model.safetensors.index.json</c> of several; or the folder of a checkpoint.</param>
    /// <param name="options">What may be missing or left over; null: nothing.</param>
    /// <returns>What was loaded, and what was not.</returns>
    /// <exception cref="FileNotFoundException">There is no such file.</exception>
    /// <exception cref="WeightFormatException">The file is damaged, or belongs to another model: names the tensors and both shapes.</exception>
    public static LoadReport Load(ParameterStore store, string path, LoadOptions? options = null)
    {
        using IWeightSource source = WeightSources.Open(path);
        return Load(store, source, options);
    }

    /// <summary>Reads all parameters; on failure none of them has changed. The stream need not seek and stays open.</summary>
    /// <exception cref="WeightFormatException">The data is damaged, or belongs to another model.</exception>
    public static LoadReport Load(ParameterStore store, Stream stream, LoadOptions? options = null)
    {
        using SafeTensorsReader reader = new(stream, leaveOpen: true);
        return Load(store, reader, options);
    }

    /// <summary>Reads all parameters from an open file; on failure none of them has changed.</summary>
    public static LoadReport Load(ParameterStore store, SafeTensorsReader reader, LoadOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(reader);
        return Load(store, (IWeightSource)reader, options);
    }

    private static LoadReport Load(ParameterStore store, IWeightSource reader, LoadOptions? options)
    {
        ArgumentNullException.ThrowIfNull(store);
        if (store.IsSmall) return SmallWeights.Load(store, reader, options ?? new LoadOptions());
        if (!store.IsDrawn)
        {
            // A constructor's: nobody has the model yet, and nobody will if this fails. So no second copy is held.
            LoadReport direct = Read(store, reader, options ?? new LoadOptions(), parameter => parameter.Value);
            store.Draw(store.Parameters.ExceptBy(direct.Loaded, parameter => parameter.Name));
            return direct;
        }

        (StagedWeights weights, LoadReport report) = Stage(store, reader, options ?? new LoadOptions());
        weights.CopyTo(store);
        store.Draw(store.Parameters.ExceptBy(report.Loaded, parameter => parameter.Name));
        return report;
    }

    /// <summary>The weights of a file, checked against a store and laid out as its values.</summary>
    internal static (StagedWeights Weights, LoadReport Report) Stage(ParameterStore store, IWeightSource reader, LoadOptions options)
    {
        ArgumentNullException.ThrowIfNull(reader);
        StagedWeights? staged = null;
        LoadReport report = Read(store, reader, options, parameter => staged!.Of(parameter), () => staged = new(store));
        return (staged!, report);
    }

    /// <param name="begin">Called when all that headers say has been checked.</param>
    private static LoadReport Read(ParameterStore store, IWeightSource reader, LoadOptions options, ValuesOf target, Action? begin = null)
    {
        SmallWeights.RefuseFile(reader);
        NameMatch match = new(reader, store.Tensors, options, store.PassedOver);
        LoadCheck check = new(store, reader, match, options);
        check.Refuse(options);

        begin?.Invoke();
        TensorEntry? head = match.Head();
        Parameter? embedding = head is null ? null : Embedding(store, head);
        float[]? read = TensorLoader.Run(reader, check.Owners, target, embedding is null ? null : head);

        // A model with a tied head computes its logits with the embedding, and ignoring another matrix would be silently wrong.
        if (head is null || (embedding is not null && (read is null ? TensorLoader.Equals(reader, head, target(embedding)) : target(embedding).SequenceEqual(read)))) return check.Report([]);
        return options.AllowUnexpected ? check.Report([head.Name]) : throw Untied(reader);
    }

    internal static SafeTensorsWriter Writer(ParameterStore store, SaveOptions options)
    {
        ArgumentNullException.ThrowIfNull(store);
        ArgumentNullException.ThrowIfNull(options);
        if (store.IsSmall) return SmallWeights.Writer(store, options);
        if (!options.AllowNonFinite) SaveCheck.Run(store, options.Type);
        SafeTensorsWriter writer = new();
        foreach (Parameter parameter in store.Tensors) StoredMatrix.Add(writer, parameter.Name, parameter, () => parameter.Value, options.Type);
        return writer;
    }

    private static Parameter? Embedding(ParameterStore store, TensorEntry head) => store.Parameters.FirstOrDefault(
        parameter => NameMatch.IsEmbedding(parameter.Name) && ElementTypes.IsFloat(head.Type) && LoadCheck.Equal(head.Shape, parameter.Shape));

    private static WeightFormatException Untied(IWeightSource reader) =>
        new($"{reader.FileName} does not fit the model: its output matrix 'lm_head.weight' is not the token embedding, which this model uses for its output: declare the model with TiedHead = false");
}
