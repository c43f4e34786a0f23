using System.Numerics.Tensors;

namespace ModelGen.Equality;

/// <summary>Inference of either target.</summary>
internal delegate Tensor<float> Predictor<T>(ReadOnlyTensorSpan<T> input);
