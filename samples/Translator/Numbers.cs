using System;
using System.Collections.Generic;
using System.Linq;

namespace TranslatorSample;

/// <summary>Numbers in words of two languages. German says ones before tens, "ein und zwanzig" for twenty-one, so a translator cannot go word by word.</summary>
internal static class Numbers
{
    public const int Below = 1_000_000, Longest = 16, EnglishWords = 33, GermanWords = 34;

    /// <summary>The token that a German sentence begins with, and that which ends it.</summary>
    public const int Begin = 0, End = 1;

    private static readonly string[] s_english =
    [
        "", "zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve", "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen",
        "twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety", "hundred", "thousand", "and", ",",
    ];

    private static readonly string[] s_german =
    [
        "<", ">", "null", "ein", "eins", "zwei", "drei", "vier", "fünf", "sechs", "sieben", "acht", "neun", "zehn", "elf", "zwölf", "dreizehn", "vierzehn", "fünfzehn", "sechzehn", "siebzehn", "achtzehn",
        "neunzehn", "zwanzig", "dreißig", "vierzig", "fünfzig", "sechzig", "siebzig", "achtzig", "neunzig", "hundert", "tausend", "und",
    ];

    private static readonly string[] s_tens = ["zwanzig", "dreißig", "vierzig", "fünfzig", "sechzig", "siebzig", "achtzig", "neunzig"];

    public static string English(int number) => string.Join(' ', EnglishOf(number));

    public static int[] EnglishTokens(int number) => [.. EnglishOf(number).Select(word => Array.IndexOf(s_english, word))];

    /// <summary>Without begin and end.</summary>
    public static int[] GermanTokens(int number) => [.. GermanOf(number).Select(word => Array.IndexOf(s_german, word))];

    public static string German(IEnumerable<int> tokens) => string.Concat(tokens.TakeWhile(token => token != End).Select(token => s_german[token]));

    private static IEnumerable<string> EnglishOf(int n) => n switch
    {
        < 20 => [s_english[n + 1]],
        < 100 => [s_english[19 + (n / 10)], .. n % 10 == 0 ? [] : EnglishOf(n % 10)],
        < 1000 => [.. EnglishOf(n / 100), "hundred", .. n % 100 == 0 ? [] : EnglishOf(n % 100).Prepend("and")],
        _ => [.. EnglishOf(n / 1000), "thousand", .. n % 1000 == 0 ? [] : EnglishOf(n % 1000).Prepend(n % 1000 < 100 ? "and" : ",")],
    };

    /// <param name="isLast">The number ends here: one is "eins" then, and "ein" before another word.</param>
    private static IEnumerable<string> GermanOf(int n, bool isLast = true) => n switch
    {
        0 => ["null"],
        1 => [isLast ? "eins" : "ein"],
        < 20 => [s_german[n + 3]],
        < 100 => [.. n % 10 == 0 ? [] : GermanOf(n % 10, isLast: false).Append("und"), s_tens[(n / 10) - 2]],
        < 1000 => [.. GermanOf(n / 100, isLast: false), "hundert", .. n % 100 == 0 ? [] : GermanOf(n % 100, isLast)],
        _ => [.. GermanOf(n / 1000, isLast: false), "tausend", .. n % 1000 == 0 ? [] : GermanOf(n % 1000, isLast)],
    };
}
