namespace ModelGen.Compiler.Layers;

internal static class Sizes
{
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
