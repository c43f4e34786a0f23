namespace ModelGen.RandomModels.Checking;

/// <summary>What is differentiated: the product of the output with a random gradient, and the loss of a target.</summary>
internal sealed record Objective(double[] OutputGradient, double[] Target);
