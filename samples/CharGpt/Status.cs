using System;

namespace CharGptSample;

/// <summary>What a view shows of a training.</summary>
/// <param name="Step">Updates so far.</param>
/// <param name="Loss">The training loss, smoothed.</param>
/// <param name="TokensPerSecond">The mean rate.</param>
/// <param name="Used">How much of the budget is used, 0 to 1.</param>
/// <param name="Remaining">An estimate of the time to the end.</param>
internal readonly record struct Status(long Step, double Loss, double TokensPerSecond, double Used, TimeSpan Remaining)
{
    /// <summary>One short line.</summary>
    public override string ToString() => FormattableString.Invariant($"step {Step:N0}, loss {Loss:0.000}, {TokensPerSecond:N0} tokens/s, {(int)Remaining.TotalMinutes}:{Remaining.Seconds:00} left");
}
