namespace ModelGen.RandomModels.Checking;

/// <summary>A tensor of a weight file.</summary>
internal sealed record TensorValue(string Name, int[] Shape, float[] Values, bool IsBuffer);
