using System.Linq;
using ModelGen.Cpu;

namespace ModelGen.RandomModels.Drawing;

/// <summary>What the oracle defines but the kernels of this build do not do yet is not drawn.</summary>
internal static class Settled
{
    /// <summary>
    /// Embeddings of padding are 0, windows see a sequence as if it were alone, BatchNorm leaves padded steps out: known by the mask of TakeFirst, which came with all of it.
    /// To be deleted, and true taken for it, once no build is without.
    /// </summary>
    public static bool Padding { get; } =
        typeof(SequenceKernels).GetMethods().Any(method => method.Name == nameof(SequenceKernels.TakeFirst) && method.GetParameters().Any(parameter => parameter.Name == "mask"));
}
