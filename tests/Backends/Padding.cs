namespace ModelGen.Backends.Tests;

internal static class Padding
{
    /// <summary>Zeros behind the first <paramref name="lengths"/> ids of each row.</summary>
    public static void AsPadded(this int[] ids, int length, int[] lengths)
    {
        for (int i = 0; i < ids.Length; i++)
        {
            if (i % length >= lengths[i / length])
            {
                ids[i] = 0;
            }
        }
    }
}
