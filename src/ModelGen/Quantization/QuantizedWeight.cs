using System.Collections.Generic;

namespace ModelGen.Quantization;

/// <summary>What became of one weight.</summary>
/// <param name="Name">Its name in weight files; of matrices that are held as one, all names.</param>
/// <param name="Shape">Row-major.</param>
/// <param name="Format">How it is held; Float32: as before.</param>
/// <param name="Bytes">Its size with scales.</param>
/// <param name="Error">The norm of the difference, relative to the weight's own.</param>
public sealed record QuantizedWeight(string Name, IReadOnlyList<int> Shape, Weights Format, long Bytes, double Error)
{
    /// <summary>What the measure became with this weight alone rounded; NaN: it was not measured.</summary>
    public double Measure { get; init; } = double.NaN;

    /// <summary>What calibration data showed of its input; null: no data was given, or no product of it had an input there.</summary>
    public QuantizedInput? Input { get; init; }
}
