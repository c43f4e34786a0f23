namespace ModelGen.Data;

/// <summary><see cref="PrefetchSource{TBatch}"/> of batches with one input and one target.</summary>
/// <typeparam name="TInput">The element type of inputs.</typeparam>
/// <typeparam name="TTarget">The element type of targets.</typeparam>
/// <param name="source">The source; it belongs to this one until it is disposed.</param>
/// <param name="depth">How many batches are held ready at most.</param>
public sealed class PrefetchSource<TInput, TTarget>(IDataSource<Batch<TInput, TTarget>> source, int depth = 2) : PrefetchSource<Batch<TInput, TTarget>>(source, depth), IDataSource<TInput, TTarget>
    where TInput : unmanaged
    where TTarget : unmanaged;
