using System;
using System.Collections.Generic;

namespace SequenceClassifierSample;

/// <summary>What a review says of one thing: "the plot is not really good".</summary>
/// <param name="Words">The words.</param>
/// <param name="Praises">Whether it praises: a good word without a "not", or a bad one with it.</param>
internal sealed record Opinion(string Words, bool Praises)
{
    private static readonly string[] s_things = ["plot", "music", "ending", "cast", "dialogue", "pace", "camera", "hero", "humour", "story", "opening", "villain"];
    private static readonly string[] s_degrees = ["really", "very", "quite", "so", "all that", "particularly"];
    private static readonly string[] s_good = ["good", "great", "moving", "clever", "funny", "superb", "charming", "gripping"];
    private static readonly string[] s_bad = ["bad", "dull", "clumsy", "silly", "boring", "tedious", "awful", "lifeless"];

    /// <summary>An opinion at random.</summary>
    public static Opinion Make(Random random)
    {
        bool isGood = random.Next(2) == 0, isDenied = random.Next(2) == 0;
        List<string> words = ["the", Pick(random, s_things), "is"];
        if (isDenied) words.Add("not");
        for (int degrees = random.Next(3); degrees > 0; degrees--) words.Add(Pick(random, s_degrees));
        words.Add(Pick(random, isGood ? s_good : s_bad));
        return new Opinion(string.Join(' ', words), isGood != isDenied);
    }

    /// <summary>One of several texts.</summary>
    public static string Pick(Random random, string[] from) => from[random.Next(from.Length)];
}
