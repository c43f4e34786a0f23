namespace ModelGen.Quantization;

/// <summary>What data showed of the input of one weight's products.</summary>
/// <param name="Largest">The largest magnitude in the data.</param>
/// <param name="Range">What is kept: larger numbers are cut off.</param>
/// <param name="Error">The norm of what rounding changes within this range, relative to the input's own, over the data.</param>
/// <param name="DynamicError">The same where each row has the range of its own largest number, as without calibration.</param>
public sealed record QuantizedInput(float Largest, float Range, double Error, double DynamicError);
