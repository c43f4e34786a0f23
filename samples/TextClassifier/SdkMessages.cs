using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Runtime.InteropServices;
using System.Text.RegularExpressions;

namespace TextClassifierSample;

/// <summary>What the .NET SDK has to say, in each of its languages: every machine that builds this program has it.</summary>
/// <remarks>Beside <c>NAME.dll</c> with messages in English, <c>de/NAME.resources.dll</c> has them in German.</remarks>
internal static partial class SdkMessages
{
    private const string Satellites = ".resources.dll", English = "en";
    private const int Shortest = 12, Longest = 120, Letters = 8;
    private const int Least = 50, Most = 1000; // of a language

    /// <summary>Messages by language; null where there is no SDK, or one of fewer than two languages.</summary>
    public static LabelledTexts? Read()
    {
        // dotnet/shared/Microsoft.NETCore.App/10.0.0 -> dotnet/sdk
        string sdks = Path.GetFullPath(Path.Combine(RuntimeEnvironment.GetRuntimeDirectory(), "..", "..", "..", "sdk"));
        if (!Directory.Exists(sdks)) return null;
        string? sdk = Directory.GetDirectories(sdks).Order(StringComparer.Ordinal).LastOrDefault(folder => Languages(folder).Length > 0);
        if (sdk is null) return null;

        string[] languages = Languages(sdk);
        Dictionary<string, HashSet<string>> messages = languages.ToDictionary(language => language, language => Messages(Directory.GetFiles(Path.Combine(sdk, language), "*" + Satellites)));
        IEnumerable<string> neutral = Directory.GetFiles(Path.Combine(sdk, languages[0]), "*" + Satellites).Select(file => Path.Combine(sdk, Path.GetFileName(file)[..^Satellites.Length] + ".dll"));
        messages[English] = Messages(neutral.Where(File.Exists));

        // What reads the same in two languages was not translated.
        HashSet<string> shared = [.. messages.Values.SelectMany(texts => texts).CountBy(text => text).Where(pair => pair.Value > 1).Select(pair => pair.Key)];
        Random random = new(1);
        List<(string, IReadOnlyList<string>)> chosen = [];
        foreach ((string language, HashSet<string> texts) in messages.OrderBy(pair => pair.Key, StringComparer.Ordinal))
        {
            string[] own = [.. texts.Where(text => !shared.Contains(text)).Order(StringComparer.Ordinal)];
            random.Shuffle(own);
            if (own.Length >= Least && chosen.Count < TextNet.MostClasses) chosen.Add((language, own[..Math.Min(Most, own.Length)]));
        }

        return chosen.Count >= 2 ? LabelledTexts.Of(chosen, $"messages of the .NET SDK {Path.GetFileName(sdk)}") : null;
    }

    private static string[] Languages(string sdk) =>
        [.. Directory.GetDirectories(sdk).Where(folder => Directory.EnumerateFiles(folder, "*" + Satellites).Any()).Select(folder => Path.GetFileName(folder)!).Order(StringComparer.Ordinal)];

    private static HashSet<string> Messages(IEnumerable<string> files)
    {
        HashSet<string> messages = new(StringComparer.Ordinal);
        foreach (string message in files.Order(StringComparer.Ordinal).SelectMany(ResourceStrings.Read))
        {
            string text = Spaces().Replace(message, " ").Trim();
            if (text.Length is >= Shortest and <= Longest && text.Count(char.IsLetter) >= Letters) messages.Add(text);
        }

        return messages;
    }

    [GeneratedRegex(@"\s+", RegexOptions.CultureInvariant)]
    private static partial Regex Spaces();
}
