using System;
using System.Collections.Generic;

namespace SequenceClassifierSample;

/// <summary>
/// Made-up reviews of films, in which the last opinion counts. They come in pairs of the same words: an opinion that praises and one that does not have changed places,
/// so one review of a pair praises and the other does not, and who only knows which words occur can only guess. Some answers are wrong, as in all data that people have made.
/// </summary>
/// <param name="Texts">The reviews; those of pair i are 2 i and 2 i + 1.</param>
/// <param name="Praises">1 for a review that praises, otherwise 0.</param>
internal sealed record Reviews(string[] Texts, float[] Praises)
{
    private const double Wrong = 0.03;

    private static readonly string[] s_openings =
        ["", "", "we saw it in an old cinema near the harbour :", "my sister had waited for this film since the spring :", "I had read the book before :", "it was late and the room was cold :"];

    private static readonly string[] s_joints = [", and", ", but", ", though", ";", ", while", "."];

    private static readonly string[] s_closings =
        [".", ".", ", said my neighbour on the way home in the rain .", ". it runs for two hours , and the old cinema near the harbour will show it again in the spring .", ". so much for this film , which my sister had waited for ."];

    /// <summary>Writes pairs of reviews, with two to five opinions each.</summary>
    public static Reviews Write(int pairs, int seed)
    {
        Random random = new(seed);
        string[] texts = new string[2 * pairs];
        float[] praises = new float[2 * pairs];
        for (int i = 0; i < texts.Length; i += 2)
        {
            Opinion[] opinions = new Opinion[random.Next(2, 6)];
            for (int k = 0; k < opinions.Length; k++) opinions[k] = Opinion.Make(random);
            int other = random.Next(opinions.Length - 1);
            while (opinions[other].Praises == opinions[^1].Praises) opinions[other] = Opinion.Make(random);

            string opening = Opinion.Pick(random, s_openings), closing = Opinion.Pick(random, s_closings);
            string[] joints = new string[opinions.Length - 1];
            for (int k = 0; k < joints.Length; k++) joints[k] = Opinion.Pick(random, s_joints);
            (texts[i], praises[i]) = (Join(), Answer());
            (opinions[other], opinions[^1]) = (opinions[^1], opinions[other]);
            (texts[i + 1], praises[i + 1]) = (Join(), Answer());

            float Answer() => opinions[^1].Praises != (random.NextDouble() < Wrong) ? 1 : 0;

            string Join()
            {
                List<string> parts = [opening, opinions[0].Words];
                for (int k = 0; k < joints.Length; k++) parts.AddRange([joints[k], opinions[k + 1].Words]);
                parts.Add(closing);
                return string.Join(' ', parts).Trim();
            }
        }

        return new Reviews(texts, praises);
    }

    /// <summary>The places of the reviews of some pairs.</summary>
    public static int[] Of(ReadOnlySpan<int> pairs)
    {
        int[] places = new int[2 * pairs.Length];
        for (int i = 0; i < places.Length; i++) places[i] = (2 * pairs[i / 2]) + (i % 2);
        return places;
    }
}
