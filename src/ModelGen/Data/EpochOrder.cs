using ModelGen.Cpu;

namespace ModelGen.Data;

/// <summary>The order of examples in an epoch: a function of seed and epoch alone.</summary>
internal sealed class EpochOrder(int examples, bool shuffle)
{
    private readonly int[] _order = new int[examples];
    private DataPosition _current = new(0, -1);

    /// <summary>The examples in the epoch's order, valid until the next call.</summary>
    /// <param name="seed">The seed of all orders.</param>
    /// <param name="epoch">Counted from 0.</param>
    public int[] Of(ulong seed, long epoch)
    {
        DataPosition wanted = new(seed, epoch);
        if (_current == wanted) return _order;
        for (int i = 0; i < _order.Length; i++) _order[i] = i;
        if (shuffle) Shuffle(_order, CounterRandom.Derive(seed, (ulong)epoch));
        _current = wanted;
        return _order;
    }

    /// <summary>Fisher and Yates.</summary>
    public static void Shuffle(int[] items, ulong key)
    {
        for (int i = items.Length - 1; i > 0; i--)
        {
            int other = (int)((ulong)CounterRandom.Hash(key, (ulong)i) * (ulong)(i + 1) >> 32);
            (items[i], items[other]) = (items[other], items[i]);
        }
    }
}
