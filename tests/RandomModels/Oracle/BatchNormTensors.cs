namespace ModelGen.RandomModels.Oracle;

/// <summary>What a BatchNorm has; the running statistics change in training.</summary>
internal sealed record BatchNormTensors(Node Gain, Node Bias, double[] Mean, double[] Variance);
