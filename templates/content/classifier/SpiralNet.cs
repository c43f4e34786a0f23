using ModelGen;

/// <summary>A point of the plane goes in, a score for each of three spirals comes out.</summary>
/// <remarks>Layers run in the order in which they are written. Change the last 3 to 4: the build says what no longer fits, and where.</remarks>
[Model, Input(2)]
[Linear(48), Tanh, Linear(48), Tanh, Linear(3)]
[Loss(Loss.CrossEntropy), Target(Classes = 3)]
public partial class SpiralNet;
