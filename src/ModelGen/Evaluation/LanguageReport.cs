using System;
using System.Globalization;

namespace ModelGen.Evaluation;

/// <summary>How well a language model foretells a text.</summary>
/// <param name="Tokens">How many tokens were foretold.</param>
/// <param name="Loss">The mean cross-entropy in nats per token.</param>
public sealed record LanguageReport(long Tokens, double Loss)
{
    /// <summary>e to the loss: among how many equally likely tokens the model is as unsure.</summary>
    public double Perplexity => Math.Exp(Loss);

    /// <summary>The loss in bits per token.</summary>
    public double BitsPerToken => Loss / Math.Log(2);

    /// <summary>The report as a table of plain text.</summary>
    public override string ToString()
    {
        TextTable table = new("tokens", "loss", "perplexity", "bits per token");
        table.Add(Tokens.ToString(CultureInfo.InvariantCulture), Loss.ToString("0.0000", CultureInfo.InvariantCulture), Perplexity.ToString("G6", CultureInfo.InvariantCulture), BitsPerToken.ToString("0.0000", CultureInfo.InvariantCulture));
        return table.ToString();
    }
}
