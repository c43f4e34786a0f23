using System;
using System.Globalization;
using ModelGen.Data;

namespace ModelGen.Training;

/// <summary>What can be wrong with the options of a Fit before it begins.</summary>
internal static class FitChecks
{
    /// <param name="options">The options.</param>
    /// <param name="step">Where the trainer is.</param>
    /// <param name="epoch">Its epochs that have ended.</param>
    /// <param name="schedule">Its schedule.</param>
    /// <param name="perEpoch">Updates of an epoch; null: the data does not say.</param>
    /// <exception cref="ArgumentException">The options ask for what cannot be.</exception>
    public static void Run<TBatch>(FitOptions<TBatch> options, long step, long epoch, ISchedule? schedule, long? perEpoch)
        where TBatch : class, IBatch<TBatch>, new()
    {
        ArgumentOutOfRangeException.ThrowIfNegative(options.Steps, nameof(options));
        ArgumentOutOfRangeException.ThrowIfNegative(options.Epochs, nameof(options));
        if (options.Steps == 0 && options.Epochs == 0) throw new ArgumentException("Nothing says when training ends: set Epochs, or Steps", nameof(options));
        if (options.Steps > 0 && step >= options.Steps)
        {
            throw new ArgumentException(string.Create(CultureInfo.InvariantCulture,
                $"Fit is to end at step {options.Steps}, and the trainer is at step {step} already: Steps counts from the first update ever, so ask for {step} + as many as are to follow"), nameof(options));
        }

        if (options.Epochs > 0 && epoch >= options.Epochs)
        {
            throw new ArgumentException(string.Create(CultureInfo.InvariantCulture,
                $"Fit is to end with epoch {options.Epochs}, and {epoch} have ended already: Epochs counts from the first one ever, so ask for {epoch} + as many as are to follow"), nameof(options));
        }

        long most = Math.Min(options.Steps > 0 ? options.Steps : long.MaxValue, options.Epochs > 0 && perEpoch is long updates ? options.Epochs * updates : long.MaxValue);
        if (schedule is IValidationCallback listener) NeedsValidation(options, listener, step, most, perEpoch);
        foreach (ITrainingCallback callback in options.Callbacks)
        {
            if (callback is IValidationCallback waiting) NeedsValidation(options, waiting, step, most, perEpoch);
        }
    }

    private static void NeedsValidation<TBatch>(FitOptions<TBatch> options, IValidationCallback callback, long step, long most, long? perEpoch)
        where TBatch : class, IBatch<TBatch>, new()
    {
        string name = callback.GetType().Name;
        if (options.Validation is null) throw new ArgumentException($"{name} acts on the validation loss, and there is no Validation: give held-out data, or leave {name} out", nameof(options));
        // The best weights of one measurement, the last, are worth keeping; stopping by it is not.
        if (callback is BestCheckpoint) return;
        bool waitsInVain = options.ValidationEvery > 0 ? options.ValidationEvery > most : options.Epochs == 0 && perEpoch is long updates && step + updates >= most;
        if (!waitsInVain) return;
        string never = options.ValidationEvery <= 0
            ? string.Create(CultureInfo.InvariantCulture, $"with ValidationEvery = 0 it is measured once an epoch, and none of {perEpoch} updates ends before the last of {options.Steps} Steps")
            : string.Create(CultureInfo.InvariantCulture, $"with ValidationEvery = {options.ValidationEvery} of {most} Steps it is never measured on the way");
        throw new ArgumentException($"{name} acts on the validation loss, but {never}: set ValidationEvery to a part of Steps, or leave {name} out", nameof(options));
    }
}
