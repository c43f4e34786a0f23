using System;
using System.Collections.Generic;
using System.Linq;

namespace RecommenderSample;

/// <summary>People with tastes and things with styles, four numbers each. Everybody has taken what suits them, popular things more often than others; one of these is held out.</summary>
internal sealed class Market
{
    public const int Users = 1200, Items = 400;

    private const int Traits = 4, Taken = 16;

    public Market(int seed)
    {
        Random random = new(seed);
        double[][] tastes = Draw(random, Users), styles = Draw(random, Items);
        double[] fame = [.. Enumerable.Range(0, Items).Select(_ => Gauss(random))];
        List<(int User, int Item)> known = [];
        Seen = new HashSet<int>[Users];
        HeldOut = new int[Users];
        for (int user = 0; user < Users; user++)
        {
            // The largest of utilities with Gumbel noise: draws without replacement from their softmax.
            double[] wish = [.. Enumerable.Range(0, Items).Select(item => (1.4 * tastes[user].Zip(styles[item], (a, b) => a * b).Sum()) + (0.7 * fame[item]) - Math.Log(-Math.Log(1 - random.NextDouble())))];
            int[] taken = [.. Enumerable.Range(0, Items).OrderByDescending(item => wish[item]).Take(Taken)];
            random.Shuffle(taken);
            HeldOut[user] = taken[0];
            Seen[user] = [.. taken[1..]];
            known.AddRange(taken[1..].Select(item => (user, item)));
        }

        Known = [.. known];
    }

    /// <summary>Who took what.</summary>
    public (int User, int Item)[] Known { get; }

    /// <summary>The same by user.</summary>
    public HashSet<int>[] Seen { get; }

    /// <summary>What each user took besides.</summary>
    public int[] HeldOut { get; }

    /// <summary>How many users find what was held out among the ten best of what they have not taken yet.</summary>
    /// <param name="score">Of a user and an item.</param>
    public double RecallAt10(Func<int, int, float> score) => Enumerable.Range(0, Users).Average(user =>
    {
        float wanted = score(user, HeldOut[user]);
        return Enumerable.Range(0, Items).Count(item => !Seen[user].Contains(item) && score(user, item) > wanted) < 10 ? 1.0 : 0;
    });

    private static double[][] Draw(Random random, int count) => [.. Enumerable.Range(0, count).Select(_ => Enumerable.Range(0, Traits).Select(_ => Gauss(random)).ToArray())];

    private static double Gauss(Random random) => Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble());
}
