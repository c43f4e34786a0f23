namespace ModelGen.Data;

/// <summary>Gives batches, one after the other.</summary>
/// <remarks>What comes next may depend only on the data and on <see cref="Position"/>: that is what lets training resume exactly.</remarks>
/// <typeparam name="TBatch">The type of batches.</typeparam>
public interface IDataSource<TBatch>
    where TBatch : class, IBatch<TBatch>, new()
{
    /// <summary>Where the source stands; setting it continues from there.</summary>
    DataPosition Position { get; set; }

    /// <summary>How many batches an epoch has; null: only its end tells. A source without an end that says a number has epochs of so many batches.</summary>
    long? BatchesPerEpoch => null;

    /// <summary>The token id behind the end of shorter inputs. -1: none are padded.</summary>
    int Padding => -1;

    /// <summary>Fills the next batch, without allocating once the batch has its size.</summary>
    /// <returns>False at the end of an epoch, with the batch as it was; the call after that begins the next epoch.</returns>
    bool Next(TBatch batch);

    /// <summary>Starts over in the order that belongs to <paramref name="seed"/>.</summary>
    void Reset(ulong seed) => Position = new DataPosition(seed, 0);
}
