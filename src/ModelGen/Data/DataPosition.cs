namespace ModelGen.Data;

/// <summary>Where a data source stands: with the same position it gives the same batches. Saved in checkpoints.</summary>
/// <param name="Seed">The seed of its order.</param>
/// <param name="Calls">How often <see cref="IDataSource{TBatch}.Next"/> was called since <see cref="IDataSource{TBatch}.Reset"/>.</param>
public readonly record struct DataPosition(ulong Seed, long Calls);
