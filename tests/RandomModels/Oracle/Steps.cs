using System;

namespace ModelGen.RandomModels.Oracle;

/// <summary>Which steps of each sequence are real; the rest is padding. Windows over time see a sequence as if it were alone.</summary>
internal sealed class Steps(bool[] isReal, int batch, int length)
{
    /// <summary>[B · T].</summary>
    public bool[] IsReal { get; } = isReal;

    public int Length { get; } = length;

    public bool this[int b, int t] => t < Length && IsReal[(b * Length) + t];

    /// <summary>The first and the last real step; (0, -1) where there is none.</summary>
    public (int First, int Last) Of(int b)
    {
        int first = 0, last = Length - 1;
        while (first < Length && !this[b, first]) first++;
        while (last >= first && !this[b, last]) last--;
        return first < Length ? (first, last) : (0, -1);
    }

    /// <summary>
    /// The windows that exist for a sequence alone: its steps are those from the first to the last real one, and zeros up to a whole window if they are fewer.
    /// They stand where the sequence stands, as far as there is room behind it.
    /// </summary>
    public (int First, int Count) Alone(int b, Window window)
    {
        (int first, int last) = Of(b);
        int count = last < first ? 0 : Math.Max(1, window.Count(last - first + 1));
        return (Math.Min(first / window.Stride, window.Count(Length) - count), count);
    }

    public Steps Through(Window window)
    {
        int windows = window.Count(Length);
        bool[] real = new bool[batch * windows];
        for (int b = 0; b < batch; b++)
        {
            (int first, int count) = Alone(b, window);
            real.AsSpan((b * windows) + first, count).Fill(true);
        }

        return new(real, batch, windows);
    }
}
