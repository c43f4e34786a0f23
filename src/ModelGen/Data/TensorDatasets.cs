using System.Numerics.Tensors;

namespace ModelGen.Data;

/// <summary>Data sets to predict from.</summary>
public static class TensorDataset
{
    /// <summary>Examples without targets, in their order.</summary>
    /// <param name="inputs">[examples, ...].</param>
    /// <param name="batch">Examples per batch; the last may be smaller.</param>
    public static TensorDataset<TInput, NoTarget> WithoutTargets<TInput>(ReadOnlyTensorSpan<TInput> inputs, int batch)
        where TInput : unmanaged =>
        new(inputs, new NoTarget[inputs.Rank == 0 ? 0 : checked((int)inputs.Lengths[0])], batch, shuffle: false);
}
