using ModelGen.Equality;

namespace ModelGen.Ilgpu.Tests.Models;

/// <summary>No loss: the caller gives the output's gradient and takes the input's.</summary>
[Model, Input(8), Backends(Backend.Ilgpu)]
[Use<Step>, Residual<Step>, Repeat<Step>(4), Linear(8)]
public partial class NoLoss;

/// <summary>The output is read by the backward pass, and layers only rename it.</summary>
[Model, Input(4, 6), Backends(Backend.Ilgpu)]
[Flatten, Linear(12), Tanh, Reshape(3, 2, 2)]
public partial class Renamed;
