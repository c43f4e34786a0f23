using System;
using ModelGen.Quantization;

namespace ModelGen;

/// <summary>
/// The model holds small numbers from its construction on: it is for prediction and decoding with weights from a file of such numbers, from GGUF, or from a file of floats that is rounded while it is read
/// (<see cref="ModelGen.Weights.LoadOptions.Quantize"/>). A model that is trained has no such attribute, and is rounded afterwards: <see cref="Quantizer"/>.
/// </summary>
/// <param name="weights">How the matrices of linear layers, attention, heads and embeddings are held.</param>
[AttributeUsage(AttributeTargets.Class, Inherited = false)]
public sealed class QuantizeAttribute(Quantization.Weights weights) : Attribute
{
    /// <summary>How matrices are held.</summary>
    public Quantization.Weights Weights { get; } = weights;
}
