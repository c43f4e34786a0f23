namespace ModelGen.Equality;

/// <summary>The reference case gpt2: sizes as in tests/golden/gpt2.config.json.</summary>
[Backends(Target.Here), Transformer(Layers = 2, Heads = 2, Width = 32, Vocabulary = 61, Context = 16)]
public partial class GoldenGpt;

/// <summary>The reference case llama: sizes as in tests/golden/llama.config.json.</summary>
[Backends(Target.Here), Transformer(Style = TransformerStyle.Llama, Layers = 2, Heads = 4, KvHeads = 2, Width = 32, Hidden = 56, Vocabulary = 67, Context = 32)]
public partial class GoldenLlama;

/// <summary>The reference case bert: sizes as in tests/golden/bert.config.json.</summary>
[Backends(Target.Here), Transformer(Style = TransformerStyle.Bert, Layers = 2, Heads = 4, Width = 32, Hidden = 64, Vocabulary = 53, Context = 20, Classes = 3)]
public partial class GoldenBert;

/// <summary>The reference case mlp; its softmax belongs to the loss.</summary>
[Backends(Target.Here), Model, Input(20)]
[Linear(24, Name = "fc1"), Relu, Linear(16, Name = "fc2"), Tanh, Linear(5, Name = "fc3")]
[Loss(Loss.CrossEntropy)]
public partial class GoldenMlp;

/// <summary>The reference case weighted_ce.</summary>
[Backends(Target.Here), Model, Input(12)]
[Linear(16, Name = "fc1"), Tanh, Linear(4, Name = "fc2")]
[Loss(Loss.CrossEntropy, ClassWeights = new[] { 0.5, 2.0, 1.25, 3.0 })]
public partial class GoldenWeightedClasses;

/// <summary>The reference case weighted_mse.</summary>
[Backends(Target.Here), Model, Input(11)]
[Linear(18, Name = "fc1"), Gelu, Linear(4, Name = "fc2")]
[Loss(Loss.MeanSquaredError)]
public partial class GoldenWeightedNumbers;
