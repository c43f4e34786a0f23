using System;
using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;
using System.Numerics;

namespace CharGptSample;

/// <summary>An option that takes a number in a range, and says so when it gets something else.</summary>
internal static class NumberOption
{
    /// <summary>An option of one number; without it its value is null.</summary>
    /// <param name="name">With dashes.</param>
    /// <param name="description">For --help.</param>
    /// <param name="least">The smallest value.</param>
    /// <param name="most">The largest value.</param>
    public static Option<T?> Create<T>(string name, string description, T least, T most)
        where T : struct, INumber<T>, IMinMaxValue<T> => new(name)
        {
            Description = description,
            CustomParser = result => Parse(result, name, least, most),
        };

    private static T? Parse<T>(ArgumentResult result, string name, T least, T most)
        where T : struct, INumber<T>, IMinMaxValue<T>
    {
        string text = result.Tokens[0].Value;
        if (T.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out T value) && value >= least && value <= most) return value;
        string kind = T.IsInteger(T.One / (T.One + T.One)) ? "a whole number" : "a number"; // 1/2 is whole only where division cuts
        string range = most == T.MaxValue ? FormattableString.Invariant($"of {least} or more") : FormattableString.Invariant($"from {least} to {most}");
        result.AddError($"{name} takes {kind} {range}, not '{text}'");
        return null;
    }
}
