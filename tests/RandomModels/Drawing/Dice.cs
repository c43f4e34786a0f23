using System;
using System.Collections.Generic;

namespace ModelGen.RandomModels.Drawing;

/// <summary>The random choices of one model.</summary>
internal sealed class Dice(int seed)
{
    private readonly Random _random = new(seed);

    /// <summary>Both ends can come.</summary>
    public int Between(int least, int most) => _random.Next(least, Math.Max(least, most) + 1);

    /// <summary>True one time in so many.</summary>
    public bool OneIn(int times) => _random.Next(times) == 0;

    public T Of<T>(params IReadOnlyList<T> items) => items[_random.Next(items.Count)];

    /// <summary>A size: small and odd as a rule, now and then at or beside a place where kernels change their ways, never above <paramref name="most"/>.</summary>
    public int Size(int most)
    {
        int size = Between(0, 9) switch
        {
            0 => Between(1, 3),
            1 => Of(4, 8, 16, 32, 48, 64) + Between(-1, 1),
            2 => Between(24, 70),
            3 => Of(96, 128, 14, 28, 42, 6, 12) + Between(-1, 1),
            _ => Between(3, 24),
        };
        return Math.Max(1, size <= most ? size : Between(1, most));
    }

    public int Divisor(int number, int most = int.MaxValue)
    {
        List<int> divisors = [];
        for (int d = 1; d <= number; d++)
        {
            if (number % d == 0 && d <= most) divisors.Add(d);
        }

        return Of(divisors);
    }
}
