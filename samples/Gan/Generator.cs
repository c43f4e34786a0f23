using ModelGen;

namespace GanSample;

/// <summary>Turns noise into a number. It has no loss of its own: what it learns from is the gradient that comes back through the discriminator.</summary>
[Model, Input(4)]
[Linear(32), Tanh, Linear(1)]
public partial class Generator;
