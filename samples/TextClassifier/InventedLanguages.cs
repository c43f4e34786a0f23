using System;
using System.Collections.Generic;
using System.Linq;

namespace TextClassifierSample;

/// <summary>Six languages that nobody speaks. They share their letters and differ in the syllables that they make of them.</summary>
internal static class InventedLanguages
{
    private const int Sentences = 800, Words = 300;
    private static readonly string[] s_names = ["Arolin", "Betcha", "Corumi", "Delva", "Estic", "Fandoo"];
    private static readonly string[] s_onsets = ["b", "br", "d", "dr", "f", "fl", "g", "k", "kl", "l", "m", "n", "p", "r", "s", "st", "t", "tr", "v", "z"];
    private static readonly string[] s_vowels = ["a", "e", "i", "o", "u", "ai", "ou"];
    private static readonly string[] s_codas = ["", "", "l", "m", "n", "r", "s", "t"];

    /// <summary>As many sentences of each language.</summary>
    public static LabelledTexts Write() => LabelledTexts.Of(s_names.Select((name, i) => (name, (IReadOnlyList<string>)Speak(new Random(i + 1)))), "six invented languages");

    private static string[] Speak(Random random)
    {
        string[] onsets = Some(random, s_onsets, 9), vowels = Some(random, s_vowels, 4), codas = Some(random, s_codas, 4), words = new string[Words];
        for (int i = 0; i < words.Length; i++) words[i] = string.Concat(Enumerable.Range(0, 1 + random.Next(3)).Select(_ => Pick(random, onsets) + Pick(random, vowels) + Pick(random, codas)));

        // The square makes some words frequent and many rare, as in real languages.
        string[] sentences = new string[Sentences];
        for (int i = 0; i < sentences.Length; i++) sentences[i] = string.Join(' ', Enumerable.Range(0, random.Next(2, 8)).Select(_ => words[(int)(Math.Pow(random.NextDouble(), 2) * Words)])) + ".";
        return sentences;
    }

    private static string[] Some(Random random, string[] from, int count)
    {
        string[] shuffled = [.. from];
        random.Shuffle(shuffled);
        return shuffled[..count];
    }

    private static string Pick(Random random, string[] from) => from[random.Next(from.Length)];
}
