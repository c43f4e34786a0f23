using System;
using System.Globalization;

namespace ModelGen.Training;

/// <summary>What can be wrong with the options of a Fit before it begins.</summary>
internal static class FitChecks
{
    /// <exception cref="ArgumentException">The options ask for what cannot be.</exception>
    public static void Run<TInput, TTarget>(FitOptions<TInput, TTarget> options, long step, ISchedule? schedule)
        where TInput : unmanaged
        where TTarget : unmanaged
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(options.Steps, 1, nameof(options));
        if (step >= options.Steps)
        {
            throw new ArgumentException(string.Create(CultureInfo.InvariantCulture,
                $"Fit is to end at step {options.Steps}, and the trainer is at step {step} already: Steps counts from the first update ever, so ask for {step} + as many as are to follow"), nameof(options));
        }

        if (schedule is IValidationCallback listener) NeedsValidation(options, listener);
        foreach (ITrainingCallback callback in options.Callbacks)
        {
            if (callback is IValidationCallback waiting) NeedsValidation(options, waiting);
        }
    }

    private static void NeedsValidation<TInput, TTarget>(FitOptions<TInput, TTarget> options, IValidationCallback callback)
        where TInput : unmanaged
        where TTarget : unmanaged
    {
        string name = callback.GetType().Name;
        if (options.Validation is null) throw new ArgumentException($"{name} acts on the validation loss, and there is no Validation: give held-out data, or leave {name} out", nameof(options));
        if (options.ValidationEvery > 0 && options.ValidationEvery <= options.Steps) return;
        string never = options.ValidationEvery <= 0
            ? "with ValidationEvery = 0 it is measured once, after the last update"
            : string.Create(CultureInfo.InvariantCulture, $"with ValidationEvery = {options.ValidationEvery} of {options.Steps} Steps it is never measured on the way");
        throw new ArgumentException($"{name} acts on the validation loss, but {never}: set ValidationEvery to a part of Steps, or leave {name} out", nameof(options));
    }
}
