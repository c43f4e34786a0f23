using System;
using System.Collections.Generic;
using System.Linq;
using ModelGen.Cpu.Small;
using ModelGen.Data;
using ModelGen.Training;

namespace ModelGen.Quantization;

/// <content>Ranges of inputs from data, before the model predicts.</content>
public static partial class Quantizer
{
    /// <summary>
    /// Rounds a model's weights to Int8 and gives the input of each matrix one range for all rows, from data (static quantisation); without, each row is rounded by its own largest number (dynamic).
    /// The ranges are saved with the weights.
    /// </summary>
    /// <param name="model">A model of floats with a loss. Nobody may predict with it meanwhile.</param>
    /// <param name="weights">Int8: other weights have no whole numbers on the other side of their products that a range would be for.</param>
    /// <param name="calibration">Data as the model will see it, with an end; it is left where it stood.</param>
    /// <param name="options">How ranges are made; null: the largest number seen.</param>
    /// <returns>What became of each weight, and of its input beside what each row's own range would do.</returns>
    /// <exception cref="ArgumentException">The data has another shape than the model, or numbers that are not finite; the model is as it was.</exception>
    /// <exception cref="InvalidOperationException">The model is quantised already, or has weights that are not finite; it has not changed.</exception>
    /// <remarks>Jacob et al. 2018, arXiv:1712.05877; percentiles: Wu et al. 2020, arXiv:2004.09602.</remarks>
    public static QuantizationReport Quantize<TBatch>(ITrainable<TBatch> model, Weights weights, IDataSource<TBatch> calibration, CalibrationOptions? options = null)
        where TBatch : class, IBatch<TBatch>, new()
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(calibration);
        options ??= new CalibrationOptions();
        return Calibrated(model.Store, weights, () => Finite(Loss(model, calibration, options.Batches), "on the calibration data"), options);
    }

    /// <summary>The same of a model without a loss.</summary>
    /// <param name="model">A model of floats. Nobody else may predict with it meanwhile.</param>
    /// <param name="weights">Int8.</param>
    /// <param name="predict">Predicts with the model on data as it will see it. It is called twice, and is to do the same both times.</param>
    /// <param name="options">How ranges are made; null: the largest number seen.</param>
    /// <exception cref="ArgumentException">Inputs have numbers that are not finite, or there was none; whatever <paramref name="predict"/> throws comes as it is. The model is as it was.</exception>
    public static QuantizationReport Quantize(IModel model, Weights weights, Action predict, CalibrationOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(predict);
        return Calibrated(model.Store, weights, predict, options ?? new CalibrationOptions());
    }

    private static QuantizationReport Calibrated(ParameterStore store, Weights weights, Action pass, CalibrationOptions options)
    {
        if (weights != Weights.Int8) throw new ArgumentOutOfRangeException(nameof(weights), weights, "Inputs have ranges where weights are Int8: Int4 and BFloat16 take no calibration data");
        if (!store.IsDrawn) throw new InvalidOperationException("The model has no weights yet: calibrate it after its file is loaded");
        Check(store, weights);
        float[][] floats = [.. store.Units.Select(unit => IsRounded(unit) ? unit.Value.ToArray() : [])];
        QuantizationReport report = Quantize(store, weights);
        (Parameter Unit, SmallInput Input)[] inputs = [.. store.Units.Where(unit => unit.IsMatrix && store.SmallOf(unit) is not null).Select(unit => (unit, store.SmallOf(unit)!.Input))];
        try
        {
            foreach ((_, SmallInput input) in inputs) input.Observer = new InputRange();
            pass();
            foreach ((Parameter unit, SmallInput input) in inputs)
            {
                if (!input.Observer!.IsFinite) throw new ArgumentException($"The calibration data makes numbers that are not finite before '{unit.Name}': look for such numbers in the data; the model has not changed");
            }

            if (inputs.All(input => input.Input.Observer!.Count == 0)) throw new ArgumentException("The calibration data reached no matrix of the model, which has not changed: give at least one example");
            foreach ((_, SmallInput input) in inputs)
            {
                input.Scale = input.Observer!.Within(options.Share) / sbyte.MaxValue;
                input.Observer.Fixed = input.Largest;
            }

            pass();
            Dictionary<string, QuantizedInput> seen = inputs.Where(input => input.Input.Scale > 0).ToDictionary(input => input.Unit.Name, input => Describe(input.Input));
            return report with { List = [.. report.List.Select(weight => seen.TryGetValue(weight.Name, out QuantizedInput? input) ? weight with { Input = input } : weight)] };
        }
        catch
        {
            store.Release();
            for (int i = 0; i < floats.Length; i++)
            {
                if (floats[i].Length > 0) floats[i].CopyTo(store.Units[i].Value);
            }

            throw;
        }
        finally
        {
            foreach ((_, SmallInput input) in inputs) input.Observer = null;
        }
    }

    private static QuantizedInput Describe(SmallInput input)
    {
        InputRange range = input.Observer!;
        double norm = range.Squares == 0 ? 1 : range.Squares;
        return new QuantizedInput(range.Largest, input.Largest, Math.Sqrt(range.FixedErrors / norm), Math.Sqrt(range.RowErrors / norm));
    }
}
