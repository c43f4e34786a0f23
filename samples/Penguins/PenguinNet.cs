using ModelGen;

namespace PenguinsSample;

/// <summary>Four measures, the island and the sex of a penguin to its species.</summary>
[Model, Input(9)]
[Linear(16), Relu, Linear(3)]
[Loss(Loss.CrossEntropy), Target(Classes = 3)]
public partial class PenguinNet;
