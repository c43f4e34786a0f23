using ModelGen;

namespace GanSample;

/// <summary>Says of a number whether it is real, as a logit.</summary>
[Model, Input(1)]
[Linear(32), Tanh, Linear(32), Tanh, Linear(1)]
[Loss(Loss.BinaryCrossEntropy)]
public partial class Discriminator;
