namespace ModelGen.Ilgpu.Tests.Models;

/// <summary>Heads of 12 that share keys and values; causal, with padding.</summary>
[Model, Tokens(Vocabulary = 11, Context = 80, Padding = 0), Backends(Backend.Ilgpu)]
[Embedding(24), SelfAttention(Heads = 2, KvHeads = 1, Causal = true), Linear(5), Loss(Loss.CrossEntropy)]
public partial class SharedHeads;

/// <summary>Heads of 6, which are no whole vectors, with dropout.</summary>
[Model, Tokens(Vocabulary = 11, Context = 80), Backends(Backend.Ilgpu)]
[Embedding(12), SelfAttention(Heads = 2, Dropout = 0.2), Linear(5), Loss(Loss.CrossEntropy)]
public partial class DroppedHeads;

/// <summary>A window, and turned positions.</summary>
[Model, Tokens(Vocabulary = 11, Context = 80), Backends(Backend.Ilgpu)]
[Embedding(32), SelfAttention(Heads = 2, Causal = true, Window = 5, Rotary = true), Linear(5), Loss(Loss.CrossEntropy)]
public partial class WindowedHeads;

/// <summary>A head of 80: two slices, turned.</summary>
[Model, Tokens(Vocabulary = 11, Context = 80), Backends(Backend.Ilgpu)]
[Embedding(80), SelfAttention(Heads = 1, Causal = true, Rotary = true), Linear(5), Loss(Loss.CrossEntropy)]
public partial class SlicedHead;

/// <summary>Heads of 136 that share keys and values: three slices, two groups to a key.</summary>
[Model, Tokens(Vocabulary = 11, Context = 80), Backends(Backend.Ilgpu)]
[Embedding(272), SelfAttention(Heads = 2, KvHeads = 1, Causal = true), Linear(5), Loss(Loss.CrossEntropy)]
public partial class LargeHeads;

/// <summary>A head of 250: four slices, and no whole vectors.</summary>
[Model, Tokens(Vocabulary = 11, Context = 80, Padding = 0), Backends(Backend.Ilgpu)]
[Embedding(250), SelfAttention(Heads = 1, Rotary = true), Linear(5), Loss(Loss.CrossEntropy)]
public partial class LargestHead;
