namespace ModelGen.RandomModels.Oracle;

/// <summary>Which steps of each sequence are real; the rest is padding. Windows over time see a sequence as if it were alone.</summary>
internal sealed class Steps(bool[] isReal, int batch, int length)
{
    /// <summary>[B · T].</summary>
    public bool[] IsReal { get; } = isReal;

    public int Length { get; } = length;

    public bool this[int b, int t] => IsReal[(b * Length) + t];

    /// <summary>The first and the last real step; (0, -1) where there is none.</summary>
    public (int First, int Last) Of(int b)
    {
        int first = 0, last = Length - 1;
        while (first < Length && !this[b, first]) first++;
        while (last >= first && !this[b, last]) last--;
        return first < Length ? (first, last) : (0, -1);
    }

    /// <summary>
    /// The windows that exist for the sequence alone: its steps are those from the first to the last real one, and zeros up to a whole window if they are fewer.
    /// </summary>
    public Steps Through(Window window)
    {
        int count = window.Count(Length);
        bool[] real = new bool[batch * count];
        for (int b = 0; b < batch; b++)
        {
            (int first, int last) = Of(b);
            int alone = System.Math.Max(last - first + 1, window.Span - window.Before - window.After);
            for (int s = 0; s < count && last >= first; s++)
            {
                int start = window.At(s, 0);
                real[(b * count) + s] = start >= first - window.Before && start + window.Span <= first + alone + window.After;
            }
        }

        return new(real, batch, count);
    }
}
