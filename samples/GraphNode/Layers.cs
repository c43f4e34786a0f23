using ModelGen;

namespace GraphNodeSample;

/// <summary>What the first convolution does at each node: the product with the weights and the activation.</summary>
[Model, Input(Club.Members)]
[Linear(16, Bias = false), Relu]
public partial class HiddenLayer;

/// <summary>What the second one does at each node: logits of the two factions.</summary>
[Model, Input(16)]
[Linear(2, Bias = false)]
public partial class OutputLayer;
