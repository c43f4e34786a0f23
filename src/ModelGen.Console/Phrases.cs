using System;
using System.Collections.Generic;
using System.Globalization;
using System.Text;

namespace ModelGen.Training;

/// <summary>Numbers and times as progress says them, without the culture.</summary>
internal static class Phrases
{
    /// <summary>Four decimals, so that lines stand below each other; other sizes in four digits.</summary>
    public static string Number(double value)
    {
        if (double.IsNaN(value)) return "n/a";
        return Math.Abs(value) is (>= 0.001 and < 1000) or 0 ? value.ToString("0.0000", CultureInfo.InvariantCulture) : value.ToString("G4", CultureInfo.InvariantCulture);
    }

    /// <summary>12.3 s, 4:05, 1:02:03.</summary>
    public static string Time(TimeSpan time)
    {
        if (time.TotalSeconds < 60) return time.TotalSeconds.ToString("0.0 s", CultureInfo.InvariantCulture);
        return time.TotalHours < 1 ? time.ToString(@"m\:ss", CultureInfo.InvariantCulture) : string.Create(CultureInfo.InvariantCulture, $"{(long)time.TotalHours}:{time:mm\\:ss}");
    }

    /// <summary>0:12, without tenths that would flicker.</summary>
    public static string Left(TimeSpan time) =>
        time == TimeSpan.MaxValue ? "" : time.TotalHours < 1 ? time.ToString(@"m\:ss", CultureInfo.InvariantCulture) : string.Create(CultureInfo.InvariantCulture, $"{(long)time.TotalHours}:{time:mm\\:ss}");

    /// <summary>loss 0.4120  accuracy 0.8710  held-out loss ...</summary>
    public static string Values(double loss, IReadOnlyDictionary<string, double> metrics, double? heldOut, IReadOnlyDictionary<string, double> heldOutMetrics)
    {
        StringBuilder text = new();
        text.Append("loss ").Append(Number(loss));
        foreach ((string name, double value) in metrics) text.Append("  ").Append(name).Append(' ').Append(Number(value));
        if (heldOut is not double measured) return text.ToString();
        text.Append("  held-out loss ").Append(Number(measured));
        foreach ((string name, double value) in heldOutMetrics) text.Append("  held-out ").Append(name).Append(' ').Append(Number(value));
        return text.ToString();
    }
}
