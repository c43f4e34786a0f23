using ModelGen;

namespace LinearRegressionSample;

/// <summary>One weight and one bias: y = weight · x + bias.</summary>
[Model, Input(1)]
[Linear(1, Name = "line")]
[Loss(Loss.MeanSquaredError)]
public partial class Line;
