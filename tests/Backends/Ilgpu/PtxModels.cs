using ModelGen;

namespace ModelGen.Backends.Ilgpu.Tests;

/// <summary>The reference case mlp.</summary>
[Backends(Backend.Ilgpu), Model, Input(20)]
[Linear(24, Name = "fc1"), Relu, Linear(16, Name = "fc2"), Tanh, Linear(5, Name = "fc3")]
[Loss(Loss.CrossEntropy)]
public partial class PtxMlp;
