using ModelGen;

namespace ModelGen.Models.Tests;

/// <summary>More layers than one emitted method holds; the same as <see cref="LoopedModel"/>, layer by layer.</summary>
[Model, Input(4)]
[Linear(4), LayerNorm, Linear(4), LayerNorm, Linear(4), LayerNorm, Linear(4), LayerNorm, Linear(4), LayerNorm, Linear(4), LayerNorm, Linear(4), LayerNorm, Linear(4), LayerNorm, Linear(4), LayerNorm, Linear(4), LayerNorm, Linear(4), LayerNorm]
[Linear(4), LayerNorm, Linear(4), LayerNorm, Linear(4), LayerNorm, Linear(4), LayerNorm, Linear(4), LayerNorm, Linear(4), LayerNorm, Linear(4), LayerNorm, Linear(4), LayerNorm, Linear(4), LayerNorm, Linear(4), LayerNorm, Linear(4), LayerNorm]
[Linear(4), LayerNorm, Linear(4), LayerNorm, Linear(4), LayerNorm, Linear(4), LayerNorm, Linear(4), LayerNorm, Linear(4), LayerNorm, Linear(4), LayerNorm, Linear(4), LayerNorm, Linear(4), LayerNorm, Linear(4), LayerNorm, Linear(4), LayerNorm]
[Linear(4), LayerNorm, Linear(4), LayerNorm, Linear(4), LayerNorm, Linear(4), LayerNorm, Linear(4), LayerNorm, Linear(4), LayerNorm, Linear(4), LayerNorm, Linear(4), LayerNorm, Linear(4), LayerNorm, Linear(4), LayerNorm, Linear(4), LayerNorm]
[Linear(4), LayerNorm, Linear(4), LayerNorm, Linear(4), LayerNorm, Linear(4), LayerNorm, Linear(4), LayerNorm, Linear(4), LayerNorm, Linear(4), LayerNorm, Linear(4), LayerNorm, Linear(4), LayerNorm, Linear(4), LayerNorm, Linear(4), LayerNorm]
[Linear(4), LayerNorm, Linear(4), LayerNorm, Linear(4), LayerNorm, Linear(4), LayerNorm, Linear(4), LayerNorm, Linear(4), LayerNorm, Linear(4), LayerNorm, Linear(4), LayerNorm, Linear(4), LayerNorm, Linear(4), LayerNorm, Linear(4), LayerNorm]
[Linear(4), LayerNorm, Linear(4), LayerNorm, Linear(4), LayerNorm, Linear(4), LayerNorm, Linear(4), LayerNorm, Linear(4), LayerNorm, Linear(4), LayerNorm, Linear(4), LayerNorm, Linear(4), LayerNorm, Linear(4), LayerNorm, Linear(4), LayerNorm]
[Linear(4), LayerNorm, Linear(4), LayerNorm, Linear(4), LayerNorm, Linear(4), LayerNorm, Linear(4), LayerNorm, Linear(4), LayerNorm, Linear(4), LayerNorm, Linear(4), LayerNorm, Linear(4), LayerNorm, Linear(4), LayerNorm, Linear(4), LayerNorm]
[Linear(4), LayerNorm, Linear(4), LayerNorm, Linear(4), LayerNorm, Linear(4), LayerNorm, Linear(4), LayerNorm, Linear(4), LayerNorm, Linear(4), LayerNorm, Linear(4), LayerNorm, Linear(4), LayerNorm, Linear(4), LayerNorm, Linear(4), LayerNorm]
[Linear(4), LayerNorm, Linear(4), LayerNorm, Linear(4), LayerNorm, Linear(4), LayerNorm, Linear(4), LayerNorm, Linear(4), LayerNorm, Linear(4), LayerNorm, Linear(4), LayerNorm, Linear(4), LayerNorm, Linear(4), LayerNorm, Linear(4), LayerNorm]
[Loss(Loss.MeanSquaredError)]
public partial class LongModel;

/// <summary>110 copies of a block, in a loop.</summary>
[Model, Input(4), Repeat<LinearAndNorm>(110), Loss(Loss.MeanSquaredError)]
public partial class LoopedModel;

[Block, Linear(4), LayerNorm]
internal partial class LinearAndNorm;
