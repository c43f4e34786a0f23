using System;
using System.Linq;

namespace ModelGen.Equality;

/// <summary>Random numbers with a shape.</summary>
internal sealed record Batch<T>(T[] Values, nint[] Shape)
    where T : unmanaged
{
    public static Func<Random, int, int, Batch<T>> Of(Func<Random, T> value, Func<int, int, nint[]> shape) => (random, batch, length) =>
    {
        nint[] sizes = shape(batch, length);
        T[] values = new T[sizes.Aggregate(1, (product, size) => product * (int)size)];
        for (int i = 0; i < values.Length; i++)
        {
            values[i] = value(random);
        }

        return new(values, sizes);
    };
}
