using System;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using ModelGen.Data;
using ModelGen.Weights;

namespace ModelGen.Training;

/// <summary>Everything that training needs to go on as if it had never stopped, in one safetensors file.</summary>
/// <remarks>The weights have their usual names, so that the file also loads as a weight file; optimizer state is beside
/// them under <c>optimizer.</c>; counters and random states are in the metadata.</remarks>
public static class Checkpoint
{
    private const string Version = "1";

    /// <summary>Writes a checkpoint; a file that is there is replaced only when all is written and on the disk.</summary>
    /// <exception cref="InvalidOperationException">Gradients wait for the rest of an update: save between updates. Or a number is not finite, of the weights, of running statistics or of
    /// what the optimizer remembers.</exception>
    /// <exception cref="IOException">It cannot be written; a file that was there is unchanged.</exception>
    public static void Save<TBatch>(string path, Trainer<TBatch> trainer)
        where TBatch : class, IBatch<TBatch>, new() => Writer(trainer).Save(path);

    /// <summary>Writes a checkpoint to a stream.</summary>
    /// <exception cref="InvalidOperationException">As for a path.</exception>
    public static void Save<TBatch>(Stream stream, Trainer<TBatch> trainer)
        where TBatch : class, IBatch<TBatch>, new() => Writer(trainer).Write(stream);

    /// <summary>Restores a trainer made as the saved one was; on failure nothing has changed.</summary>
    /// <param name="path">The file.</param>
    /// <param name="trainer">Its model, optimizer, step and random state are set.</param>
    /// <param name="data">Its position is set, if the file has one.</param>
    /// <param name="callbacks">Those of the Fit to come, if they have state (<see cref="ITrainingState"/>): it is set, if the file has it.</param>
    /// <exception cref="FileNotFoundException">There is no such file.</exception>
    /// <exception cref="WeightFormatException">The file is damaged, no checkpoint, or one of another model or optimizer.</exception>
    public static void Load<TBatch>(string path, Trainer<TBatch> trainer, IDataSource<TBatch>? data = null, IReadOnlyList<ITrainingCallback>? callbacks = null)
        where TBatch : class, IBatch<TBatch>, new()
    {
        using SafeTensorsReader reader = SafeTensorsReader.Open(path);
        Load(reader, trainer, data, callbacks);
    }

    /// <summary>Restores a trainer from a stream that can seek; on failure nothing has changed.</summary>
    public static void Load<TBatch>(Stream stream, Trainer<TBatch> trainer, IDataSource<TBatch>? data = null, IReadOnlyList<ITrainingCallback>? callbacks = null)
        where TBatch : class, IBatch<TBatch>, new()
    {
        using SafeTensorsReader reader = new(stream, leaveOpen: true);
        Load(reader, trainer, data, callbacks);
    }

    /// <summary>The first number of what a checkpoint holds that is not finite; null: none.</summary>
    internal static Divergence? FindDamage<TBatch>(Trainer<TBatch> trainer)
        where TBatch : class, IBatch<TBatch>, new()
    {
        ParameterStore store = trainer.Model.Store;
        if (Divergence.FindValues(store) is { Parameter: not null } value) return value;
        foreach (OptimizerState state in Buffers(trainer, trainer.States))
        {
            if (Divergence.FindState(store, state) is { Parameter: not null } found) return found;
        }

        return null;
    }

    private static SafeTensorsWriter Writer<TBatch>(Trainer<TBatch> trainer)
        where TBatch : class, IBatch<TBatch>, new()
    {
        ArgumentNullException.ThrowIfNull(trainer);
        if (trainer.PendingBatches > 0) throw new InvalidOperationException(string.Create(CultureInfo.InvariantCulture, $"{trainer.PendingBatches} batches wait for the rest of an update: save a checkpoint between updates"));
        ParameterStore store = trainer.Model.Store;
        if (FindDamage(trainer) is { } damage) throw SaveCheck.Refused(damage, "go on from the checkpoint before; WeightFile.Save with SaveOptions.AllowNonFinite saves the weights all the same");
        SafeTensorsWriter writer = WeightFile.Writer(store, new SaveOptions { AllowNonFinite = true }); // has been looked at
        foreach (OptimizerState state in Buffers(trainer, trainer.States))
        {
            foreach (Parameter parameter in store.Parameters)
                StoredMatrix.Add(writer, StateName(state, parameter), parameter, () => state.Of(parameter), SafeTensorType.F32, isWeight: false);
        }

        foreach (ByteState state in trainer.Optimizer.ByteStates) ByteStateFile.Add(writer, store, state);
        writer.Metadata[Checkpoints.Mark] = Version;
        writer.Metadata["modelgen.optimizer"] = trainer.Optimizer.GetType().Name;
        writer.Metadata["modelgen.optimizer_steps"] = Write((ulong)trainer.Optimizer.Steps);
        writer.Metadata["modelgen.learning_rate"] = Write(BitConverter.SingleToUInt32Bits(trainer.Optimizer.LearningRate));
        writer.Metadata["modelgen.steps"] = Write((ulong)trainer.Steps);
        writer.Metadata["modelgen.random_state"] = Write(trainer.Model.RandomState);
        foreach (ITrainingState state in trainer.States) writer.Metadata[NoteOf(state)] = string.Join(' ', Array.ConvertAll(state.Numbers, Write));
        if (trainer.Data is not null)
        {
            DataPosition position = trainer.Data.Position;
            writer.Metadata["modelgen.data_seed"] = Write(position.Seed);
            writer.Metadata["modelgen.data_calls"] = Write((ulong)position.Calls);
        }

        return writer;
    }

    private static void Load<TBatch>(SafeTensorsReader reader, Trainer<TBatch> trainer, IDataSource<TBatch>? data, IReadOnlyList<ITrainingCallback>? callbacks)
        where TBatch : class, IBatch<TBatch>, new()
    {
        ArgumentNullException.ThrowIfNull(trainer);
        if (!reader.Metadata.TryGetValue(Checkpoints.Mark, out string? version)) throw new WeightFormatException($"{reader.FileName} has weights but no training state: load it as weights, or give a file that Checkpoint.Save wrote");
        if (version != Version) throw new WeightFormatException($"{reader.FileName} is a checkpoint of version {Text.Clip(version)}, this library reads version {Version}: use the library that wrote it");
        string kind = trainer.Optimizer.GetType().Name;
        if (!reader.Metadata.TryGetValue("modelgen.optimizer", out string? found) || found != kind)
            throw new WeightFormatException($"{reader.FileName} is a checkpoint of the optimizer {Text.Clip(found ?? "?")}, this trainer has {kind}: resume with the optimizer that the run began with");

        // All is read and checked before anything is set.
        ulong optimizerSteps = Number(reader, "optimizer_steps"), steps = Number(reader, "steps"), random = Number(reader, "random_state"), rate = Number(reader, "learning_rate");
        DataPosition? position = reader.Metadata.ContainsKey("modelgen.data_seed") ? new DataPosition(Number(reader, "data_seed"), (long)Number(reader, "data_calls")) : null;
        if (optimizerSteps > long.MaxValue || steps > long.MaxValue || position is { Calls: < 0 } || rate > uint.MaxValue) throw Text.Damaged(reader.FileName, "its counters are out of range");
        ParameterStore store = trainer.Model.Store;
        StagedWeights weights = WeightFile.Stage(store, reader, new LoadOptions()).Weights;
        foreach (ITrainingCallback callback in callbacks ?? []) trainer.Attach(callback);
        List<(ITrainingState State, ulong[] Numbers)> notes = [];
        foreach (ITrainingState state in trainer.States)
        {
            // A part that the run began without starts afresh.
            if (reader.Metadata.TryGetValue(NoteOf(state), out string? note)) notes.Add((state, Numbers(reader, state, note)));
        }

        OptimizerState[] buffers = [.. Buffers(trainer, notes.ConvertAll(note => note.State))];
        OptimizerState[] staged = Array.ConvertAll(buffers, state => Stage(store, reader, state));
        ByteState[] bytes = [.. trainer.Optimizer.ByteStates];
        ByteState[] stagedBytes = Array.ConvertAll(bytes, state => ByteStateFile.Read(reader, store, state));

        weights.CopyTo(store);
        for (int i = 0; i < bytes.Length; i++) stagedBytes[i].CopyTo(bytes[i]);
        for (int i = 0; i < buffers.Length; i++) staged[i].CopyTo(buffers[i]);
        foreach ((ITrainingState state, ulong[] numbers) in notes) state.Numbers = numbers;
        trainer.Optimizer.Steps = (long)optimizerSteps;
        trainer.Optimizer.LearningRate = BitConverter.UInt32BitsToSingle((uint)rate);
        trainer.Steps = (long)steps;
        trainer.Model.RandomState = random;
        trainer.DropPending();
        if (data is not null)
        {
            if (position is not null) data.Position = position.Value;
            trainer.Data = data;
        }
    }

    private static OptimizerState Stage(ParameterStore store, SafeTensorsReader reader, OptimizerState state)
    {
        OptimizerState staged = new(state.Name, store);
        foreach (Parameter parameter in store.Parameters)
        {
            TensorEntry entry = reader.Get(StateName(state, parameter));
            int[] shape = StoredMatrix.Shape(parameter);
            if (TensorEntry.Describe(entry.Shape) != Guard.Describe(shape) || entry.Type != SafeTensorType.F32)
                throw new WeightFormatException($"{reader.FileName}: tensor '{Text.Clip(entry.Name)}' is {Text.Clip(entry.TypeName)} {TensorEntry.Describe(entry.Shape)}, expected F32 {Guard.Describe(shape)}");
            StoredMatrix.Read(reader, entry, parameter, staged.Of(parameter), isWeight: false);
        }

        return staged;
    }

    private static IEnumerable<OptimizerState> Buffers<TBatch>(Trainer<TBatch> trainer, IReadOnlyList<ITrainingState> states)
        where TBatch : class, IBatch<TBatch>, new()
    {
        foreach (OptimizerState buffer in trainer.Optimizer.States) yield return buffer;
        foreach (ITrainingState state in states)
        {
            foreach (OptimizerState buffer in state.Buffers) yield return buffer;
        }
    }

    private static string NoteOf(ITrainingState state) => "modelgen.state." + state.Name;

    private static ulong[] Numbers(SafeTensorsReader reader, ITrainingState state, string note)
    {
        string[] parts = note.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        ulong[] numbers = new ulong[parts.Length];
        bool fits = parts.Length == state.Numbers.Length;
        for (int i = 0; i < parts.Length; i++) fits &= ulong.TryParse(parts[i], NumberStyles.None, CultureInfo.InvariantCulture, out numbers[i]) && numbers[i] <= long.MaxValue;
        return fits ? numbers : throw Text.Damaged(reader.FileName, $"its note {NoteOf(state)} has not the {state.Numbers.Length} numbers that it should have");
    }

    private static string StateName(OptimizerState state, Parameter parameter) => Checkpoints.OptimizerPrefix + state.Name + "." + parameter.Name;

    private static string Write(ulong value) => value.ToString(CultureInfo.InvariantCulture);

    private static ulong Number(SafeTensorsReader reader, string key) =>
        reader.Metadata.TryGetValue("modelgen." + key, out string? text) && ulong.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out ulong value)
            ? value : throw Text.Damaged(reader.FileName, $"its note modelgen.{key} is missing or no number");
}
