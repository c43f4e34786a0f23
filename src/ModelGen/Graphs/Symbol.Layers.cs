namespace ModelGen;

public sealed partial class Symbol
{
    /// <summary>What comes in, unchanged: a place for a layer that another model has there.</summary>
    public Symbol Identity() => Graph.Read();

    /// <summary>(x − mean) / √(variance + epsilon) of each channel of each image, over all of its pixels; [C, H, W] -> same (Ulyanov et al. 2016, arXiv:1607.08022).</summary>
    /// <param name="affine">Whether each channel has a learned gain and bias.</param>
    /// <param name="epsilon">Added to the variance.</param>
    /// <param name="name">The name in <c>Parameters</c> and in weight files; otherwise the layer's kind, numbered when repeated.</param>
    /// <param name="weightName">The prefix in weight files, where it is not <paramref name="name"/>; empty for none.</param>
    public Symbol InstanceNorm(bool affine = false, double epsilon = 1e-5, string? name = null, string? weightName = null) => Graph.Read();

    /// <summary>Normalisation of each feature or channel over the batch (and time or space) while training, over running statistics in prediction; [F], [T, F] or [C, H, W] -> same.</summary>
    /// <param name="momentum">The share of the newest batch in the running statistics, as PyTorch counts it.</param>
    /// <param name="epsilon">Added to the variance.</param>
    /// <param name="name">The name in <c>Parameters</c> and in weight files; otherwise the layer's kind, numbered when repeated.</param>
    /// <param name="weightName">The prefix in weight files, where it is not <paramref name="name"/>; empty for none.</param>
    public Symbol BatchNorm(double momentum = 0.1, double epsilon = 1e-5, string? name = null, string? weightName = null) => Graph.Read();

    /// <summary>While training each value is 0 with probability rate and divided by 1 − rate otherwise; in prediction nothing happens. [F], [T, F] or [C, H, W] -> same.</summary>
    /// <param name="rate"></param>
    public Symbol Dropout(double rate) => Graph.Read();

    /// <summary>Looks each token up in a learned table: i32[T] -> [T, width]. The table is [Vocabulary, width].</summary>
    /// <param name="width"></param>
    /// <param name="initStd">The table is drawn from a normal distribution of this standard deviation.</param>
    /// <param name="scale">What rows are multiplied by.</param>
    /// <param name="segment">A second table of one row, [1, width], is added at each step.</param>
    /// <param name="name">The name in <c>Parameters</c> and in weight files; otherwise the layer's kind, numbered when repeated.</param>
    /// <param name="weightName">The prefix in weight files, where it is not <paramref name="name"/>; empty for none.</param>
    public Symbol Embedding(int width, double initStd = 1, double scale = 1, bool segment = false, string? name = null, string? weightName = null) => Graph.Read();

    /// <summary>All values as features, in row-major order: any float type of known sizes -> [F:product]. Never over T.</summary>
    public Symbol Flatten() => Graph.Read();

    /// <summary>Normalisation over groups of channels and all of space: [C, H, W] -> same; groups divides C.</summary>
    /// <param name="groups"></param>
    /// <param name="name">The name in <c>Parameters</c> and in weight files; otherwise the layer's kind, numbered when repeated.</param>
    /// <param name="weightName">The prefix in weight files, where it is not <paramref name="name"/>; empty for none.</param>
    public Symbol GroupNorm(int groups, string? name = null, string? weightName = null) => Graph.Read();

    /// <summary>Gated recurrent unit: [T, F] -> [hidden], the last step's state, or [T, hidden]; twice hidden if bidirectional.</summary>
    /// <param name="hidden"></param>
    /// <param name="returnSequences">Gives every step's state, [T, hidden], not just the last one's.</param>
    /// <param name="bidirectional">Also reads backwards and appends that state.</param>
    /// <param name="layers">Stacked layers.</param>
    /// <param name="name">The name in <c>Parameters</c> and in weight files; otherwise the layer's kind, numbered when repeated.</param>
    /// <param name="weightName">The prefix in weight files, where it is not <paramref name="name"/>; empty for none.</param>
    public Symbol Gru(int hidden, bool returnSequences = false, bool bidirectional = false, int layers = 1, string? name = null, string? weightName = null) => Graph.Read();

    /// <summary>Normalisation over the last axis: y = (x − mean) / sqrt(variance + ε) · gain + bias; [F] or [T, F] -> same.</summary>
    /// <param name="epsilon">ε.</param>
    /// <param name="name">The name in <c>Parameters</c> and in weight files; otherwise the layer's kind, numbered when repeated.</param>
    /// <param name="weightName">The prefix in weight files, where it is not <paramref name="name"/>; empty for none.</param>
    public Symbol LayerNorm(double epsilon = 1e-5, string? name = null, string? weightName = null) => Graph.Read();

    /// <summary>y = x·Wᵀ + b over the last axis: [F] -> [outFeatures], [T, F] -> [T, outFeatures]. W is [outFeatures, F].</summary>
    /// <param name="outFeatures"></param>
    /// <param name="bias">Whether b is there.</param>
    /// <param name="inFeatures">F as an assertion: 0 infers it, anything else must be what arrives.</param>
    /// <param name="init">How W is drawn; the default is PyTorch's.</param>
    /// <param name="initStd">Weights are drawn from a normal distribution of this standard deviation, biases are 0. 0: by <see cref="ModelGen.Init"/>.</param>
    /// <param name="transposed">Weight files hold the transpose of W, [F, outFeatures], as Hugging Face's gpt2 does.</param>
    /// <param name="tiedTo">A shared embedding or linear layer, whose matrix this layer uses.</param>
    /// <param name="name">The name in <c>Parameters</c> and in weight files; otherwise the layer's kind, numbered when repeated.</param>
    /// <param name="weightName">The prefix in weight files, where it is not <paramref name="name"/>; empty for none.</param>
    public Symbol Linear(int outFeatures, bool bias = true, int inFeatures = 0, Init init = Init.Default, double initStd = 0, bool transposed = false, Layer? tiedTo = null, string? name = null, string? weightName = null) => Graph.Read();

    /// <summary>Long short-term memory: [T, F] -> [hidden], the last step's state, or [T, hidden]; twice hidden if bidirectional.</summary>
    /// <param name="hidden"></param>
    /// <param name="returnSequences">Gives every step's state, [T, hidden], not just the last one's.</param>
    /// <param name="bidirectional">Also reads backwards and appends that state.</param>
    /// <param name="layers">Stacked layers.</param>
    /// <param name="name">The name in <c>Parameters</c> and in weight files; otherwise the layer's kind, numbered when repeated.</param>
    /// <param name="weightName">The prefix in weight files, where it is not <paramref name="name"/>; empty for none.</param>
    public Symbol Lstm(int hidden, bool returnSequences = false, bool bidirectional = false, int layers = 1, string? name = null, string? weightName = null) => Graph.Read();

    /// <summary>Adds a learned vector for each position: [T, F] -> same. The table is [maximum length, F].</summary>
    /// <param name="initStd">The table is drawn from a normal distribution of this standard deviation.</param>
    /// <param name="offset">The first step's row; the table is [maximum length + offset, F].</param>
    /// <param name="name">The name in <c>Parameters</c> and in weight files; otherwise the layer's kind, numbered when repeated.</param>
    /// <param name="weightName">The prefix in weight files, where it is not <paramref name="name"/>; empty for none.</param>
    public Symbol PositionEmbedding(double initStd = 1, int offset = 0, string? name = null, string? weightName = null) => Graph.Read();

    /// <summary>Root-mean-square normalisation over the last axis: y = x / sqrt(mean(x²) + ε) · gain; [F] or [T, F] -> same.</summary>
    /// <param name="epsilon">ε.</param>
    /// <param name="offset">Weight files hold the gain less this.</param>
    /// <param name="name">The name in <c>Parameters</c> and in weight files; otherwise the layer's kind, numbered when repeated.</param>
    /// <param name="weightName">The prefix in weight files, where it is not <paramref name="name"/>; empty for none.</param>
    public Symbol RmsNorm(double epsilon = 1e-5, double offset = 0, string? name = null, string? weightName = null) => Graph.Read();

    /// <summary>The same features at each of so many steps: [F] -> [T, F].</summary>
    /// <param name="count">Steps; a number that is known.</param>
    public Symbol RepeatVector(int count) => Graph.Read();

    /// <summary>h' = tanh(W·x + U·h + b): [T, F] -> [hidden], the last step's state, or [T, hidden]; twice hidden if bidirectional.</summary>
    /// <param name="hidden"></param>
    /// <param name="returnSequences">Gives every step's state, [T, hidden], not just the last one's.</param>
    /// <param name="bidirectional">Also reads backwards and appends that state.</param>
    /// <param name="layers">Stacked layers.</param>
    /// <param name="name">The name in <c>Parameters</c> and in weight files; otherwise the layer's kind, numbered when repeated.</param>
    /// <param name="weightName">The prefix in weight files, where it is not <paramref name="name"/>; empty for none.</param>
    public Symbol Rnn(int hidden, bool returnSequences = false, bool bidirectional = false, int layers = 1, string? name = null, string? weightName = null) => Graph.Read();

    /// <summary>softmax(Q·Kᵀ / √size)·V for each head of size F / Heads, with query, key, value and output projections; [T, F] -> same. Computed without a T x T buffer (Dao et al. 2022, arXiv:2205.14135).</summary>
    /// <param name="heads">Query heads; divides F.</param>
    /// <param name="kvHeads">Key and value heads, shared by groups of query heads; divides <paramref name="heads"/>. 0: as many as <paramref name="heads"/>.</param>
    /// <param name="causal">A step sees itself and earlier steps only.</param>
    /// <param name="rotary">Rotates queries and keys by their position; the head size must be even.</param>
    /// <param name="rotaryBase">The base of the rotation's frequencies.</param>
    /// <param name="bias">Whether the four projections have biases.</param>
    /// <param name="dropout">Dropout on the attention probabilities, 0 ≤ rate &lt; 1.</param>
    /// <param name="initStd">Weights are drawn from a normal distribution of this standard deviation, biases are 0. 0: PyTorch's default for a linear map.</param>
    /// <param name="outputInitStd">The same for the output projection. 0: as <paramref name="initStd"/>.</param>
    /// <param name="transposed">Weight files hold the transposes of the four weights, [in, out], as Hugging Face's gpt2 does.</param>
    /// <param name="rotarySize">How many numbers of each head turn, from the first one on; even. 0: all.</param>
    /// <param name="rotaryScaling">How frequencies are slowed down.</param>
    /// <param name="rotaryFactor">By how much.</param>
    /// <param name="rotaryLowFactor">Llama3 and Yarn: waves longer than <paramref name="rotaryContext"/> / this are slowed down by the whole factor.</param>
    /// <param name="rotaryHighFactor">Llama3 and Yarn: waves shorter than <paramref name="rotaryContext"/> / this are left.</param>
    /// <param name="rotaryContext">Llama3 and Yarn: the context of the first training.</param>
    /// <param name="rotaryFactors">PerPair: how much slower each pair turns.</param>
    /// <param name="rotaryMagnitude">Queries and keys are multiplied by this as they turn.</param>
    /// <param name="headSize">The size of a head, where it is not F / heads. 0: F / heads.</param>
    /// <param name="window">A step sees this many steps at most, itself included; causal only. 0: all.</param>
    /// <param name="softCap">Scores s become <paramref name="softCap"/> · tanh(s / <paramref name="softCap"/>). 0: they stay.</param>
    /// <param name="queryKeyNorm">Queries and keys of each head are divided by their root mean square, and multiplied by gains that the heads share, before they turn.</param>
    /// <param name="normEpsilon">The ε of these norms.</param>
    /// <param name="normOffset">What weight files hold their gains less.</param>
    /// <param name="outputBias">Whether the output projection has a bias; without it: as <paramref name="bias"/>.</param>
    /// <param name="byHead">A weight file that has queries, keys and values in one tensor has them head by head.</param>
    /// <param name="name">The name in <c>Parameters</c> and in weight files; otherwise the layer's kind, numbered when repeated.</param>
    /// <param name="weightName">The prefix in weight files, where it is not <paramref name="name"/>; empty for none.</param>
    public Symbol SelfAttention(int heads, int kvHeads = 0, bool causal = false, bool rotary = false, double rotaryBase = 10000, bool bias = true, double dropout = 0, double initStd = 0, double outputInitStd = 0, bool transposed = false, int rotarySize = 0, RotaryScaling rotaryScaling = RotaryScaling.None, double rotaryFactor = 1, double rotaryLowFactor = 1, double rotaryHighFactor = 4, int rotaryContext = 8192, double[]? rotaryFactors = null, double rotaryMagnitude = 1, int headSize = 0, int window = 0, double softCap = 0, bool queryKeyNorm = false, double normEpsilon = 1e-6, double normOffset = 0, bool outputBias = true, bool byHead = false, string? name = null, string? weightName = null) => Graph.Read();

    /// <summary>Adds sin(t / 10000^(2i/F)) to feature 2i and the cosine to feature 2i + 1 of step t: [T, F] -> same, F even.</summary>
    public Symbol SinusoidalPosition() => Graph.Read();

    /// <summary>down(silu(gate(x)) ⊙ up(x)), three linear maps through [hidden]; [F] or [T, F] -> same.</summary>
    /// <param name="hidden"></param>
    /// <param name="bias">Whether the three maps have biases.</param>
    /// <param name="initStd">Weights are drawn from a normal distribution of this standard deviation, biases are 0. 0: PyTorch's default for a linear map.</param>
    /// <param name="gate">The function of the gate.</param>
    /// <param name="name">The name in <c>Parameters</c> and in weight files; otherwise the layer's kind, numbered when repeated.</param>
    /// <param name="weightName">The prefix in weight files, where it is not <paramref name="name"/>; empty for none.</param>
    public Symbol SwiGlu(int hidden, bool bias = false, double initStd = 0, Gate gate = Gate.Silu, string? name = null, string? weightName = null) => Graph.Read();

    /// <summary>The first step of a sequence: [T, F] -> [F].</summary>
    public Symbol TakeFirst() => Graph.Read();

    /// <summary>The last step of a sequence that is not padding: [T, F] -> [F].</summary>
    public Symbol TakeLast() => Graph.Read();
}
