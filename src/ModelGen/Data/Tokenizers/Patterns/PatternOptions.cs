namespace ModelGen.Data.Tokenizers.Patterns;

/// <summary>What <c>(?imx)</c> switches.</summary>
/// <param name="IgnoresCase">Whether case makes no difference.</param>
/// <param name="DotIsAny">Whether a dot is a line feed, too.</param>
/// <param name="IsExtended">Whether white space in the pattern means nothing, and a hash begins a comment.</param>
internal readonly record struct PatternOptions(bool IgnoresCase, bool DotIsAny, bool IsExtended);
