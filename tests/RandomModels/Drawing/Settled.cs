namespace ModelGen.RandomModels.Drawing;

/// <summary>What the oracle defines but kernels do not do yet is not drawn.</summary>
internal static class Settled
{
    /// <summary>Embeddings of padding are 0, windows see a sequence as if it were alone, BatchNorm leaves padded steps out.</summary>
    public static bool Padding => System.Environment.GetEnvironmentVariable("MODELGEN_RANDOM_PADDING") is { Length: > 0 };
}
