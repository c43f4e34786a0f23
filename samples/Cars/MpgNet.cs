using ModelGen;

namespace CarsSample;

/// <summary>What is known of a car to the miles that it goes with a gallon.</summary>
[Model, Input(9)]
[Linear(32), Relu, Linear(32), Relu, Linear(1)]
[Loss(Loss.MeanSquaredError)]
public partial class MpgNet;
