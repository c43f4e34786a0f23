using System.Collections.Generic;

namespace ModelGen.Compiler.Ir;

internal static class Sizes
{
    /// <summary>The sum, saturated at <see cref="long.MaxValue"/>.</summary>
    public static long Sum(IEnumerable<long> sizes)
    {
        long sum = 0;
        foreach (long size in sizes)
        {
            sum = sum > long.MaxValue - size ? long.MaxValue : sum + size;
        }

        return sum;
    }

    /// <summary>The product, saturated at <see cref="long.MaxValue"/>.</summary>
    public static long Product(params long[] sizes)
    {
        long product = 1;
        foreach (long size in sizes)
        {
            if (size != 0 && product > long.MaxValue / size)
            {
                return long.MaxValue;
            }

            product *= size;
        }

        return product;
    }
}
