using System;

namespace ModelGen.Decoding;

/// <summary>Hoare's selection: the k-th largest number in linear time.</summary>
internal static class Selection
{
    /// <param name="values">No NaN; reordered.</param>
    /// <param name="k">From 1 to the number of values.</param>
    public static float Largest(Span<float> values, int k)
    {
        int low = 0, high = values.Length - 1, wanted = k - 1;
        while (low < high)
        {
            float a = values[low], b = values[low + ((high - low) / 2)], c = values[high];
            float pivot = Math.Max(Math.Min(a, b), Math.Min(Math.Max(a, b), c)); // the median: sorted input stays linear
            int i = low, j = high;
            while (i <= j)
            {
                while (values[i] > pivot) i++;
                while (values[j] < pivot) j--;
                if (i > j) break;
                (values[i], values[j]) = (values[j], values[i]);
                i++;
                j--;
            }

            if (wanted <= j) high = j;
            else if (wanted >= i) low = i;
            else break;
        }

        return values[wanted];
    }
}
