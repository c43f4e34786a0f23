using System.Collections.Generic;

namespace ModelGen.Weights.Onnx;

/// <summary>What of a NodeProto tells whose weights its inputs are.</summary>
/// <param name="TransposesB">Of a Gemm: its matrix is [out, in], as PyTorch's.</param>
internal sealed record OnnxNode(string Kind, string Name, IReadOnlyList<string> Inputs, IReadOnlyList<string> Outputs, bool TransposesB);
