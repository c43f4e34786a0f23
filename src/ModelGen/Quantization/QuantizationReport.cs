using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using ModelGen.Evaluation;

namespace ModelGen.Quantization;

/// <summary>What small numbers save, and what they cost.</summary>
/// <param name="Weights">What was asked for.</param>
/// <param name="List">Every weight, in the order of weight files.</param>
/// <param name="BytesBefore">Of all weights, as floats.</param>
/// <param name="Bytes">Of all weights, as they are held now.</param>
public sealed record QuantizationReport(Weights Weights, IReadOnlyList<QuantizedWeight> List, long BytesBefore, long Bytes)
{
    /// <summary>The measure of the model of floats, on the data that it was measured on; NaN: it was not.</summary>
    public double Before { get; init; } = double.NaN;

    /// <summary>The measure with all weights rounded; NaN: it was not measured.</summary>
    public double After { get; init; } = double.NaN;

    /// <summary>The weight that changes the measure most, or where nothing was measured the one that lost most; null: none was rounded.</summary>
    public QuantizedWeight? Worst => List.Where(weight => weight.Format != Weights.Float32).MaxBy(Badness);

    /// <summary>A table of plain text, the worst weight first.</summary>
    public override string ToString()
    {
        bool isMeasured = !double.IsNaN(Before), isCalibrated = List.Any(weight => weight.Input is not null);
        TextTable table = new([Worst is { } worst ? $"worst: {worst.Name}" : "weight", "held as", "bytes", "error", .. isMeasured ? ["measure", "change"] : Array.Empty<string>(), .. isCalibrated ? ["input up to", "its error", "row by row"] : Array.Empty<string>()]);
        foreach (QuantizedWeight weight in List.OrderByDescending(Badness))
            table.Add([weight.Name, weight.Format.ToString(), Number(weight.Bytes), Percent(weight.Error), .. isMeasured ? [Measure(weight.Measure), Change(weight.Measure)] : Array.Empty<string>(), .. isCalibrated ? Inputs(weight.Input) : []]);
        table.Add(["all", Weights.ToString(), Number(Bytes), $"{Percent((double)Bytes / Math.Max(BytesBefore, 1))} of {Number(BytesBefore)}", .. isMeasured ? [Measure(After), Change(After)] : Array.Empty<string>(), .. isCalibrated ? Inputs(null) : []]);
        return table.ToString();
    }

    private double Badness(QuantizedWeight weight) => weight.Format == Weights.Float32 ? -1 : double.IsNaN(weight.Measure) ? weight.Error : Math.Abs(weight.Measure - Before);

    private string Change(double measure) => double.IsNaN(measure) ? "" : (measure - Before).ToString("+0.00000;-0.00000", CultureInfo.InvariantCulture);

    private static string[] Inputs(QuantizedInput? input) => input is null ? ["", "", ""] : [Measure(input.Range), Small(input.Error), Small(input.DynamicError)];

    private static string Small(double share) => share.ToString("0.0000%", CultureInfo.InvariantCulture);

    private static string Measure(double measure) => double.IsNaN(measure) ? "" : measure.ToString("G6", CultureInfo.InvariantCulture);

    private static string Number(long number) => number.ToString(CultureInfo.InvariantCulture);

    private static string Percent(double share) => share.ToString("0.00%", CultureInfo.InvariantCulture);
}
