namespace ModelGen.Data;

/// <summary>A source of batches with one input and one target: <see cref="IDataSource{TBatch}"/> of <see cref="Batch{TInput, TTarget}"/>.</summary>
/// <typeparam name="TInput">The element type of inputs.</typeparam>
/// <typeparam name="TTarget">The element type of targets.</typeparam>
public interface IDataSource<TInput, TTarget> : IDataSource<Batch<TInput, TTarget>>
    where TInput : unmanaged
    where TTarget : unmanaged;
