using System.Numerics.Tensors;

namespace ModelGen.Evaluation;

/// <summary>A model's <c>Predict</c>: fills the outputs of a batch.</summary>
/// <typeparam name="TInput">The element type of inputs.</typeparam>
/// <param name="input">The inputs of a batch.</param>
/// <param name="output">Receives the outputs, [B, width].</param>
public delegate void Prediction<TInput>(ReadOnlyTensorSpan<TInput> input, TensorSpan<float> output)
    where TInput : unmanaged;
