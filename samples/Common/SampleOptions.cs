namespace ModelGen.Samples;

/// <summary>What the user asks of a sample.</summary>
/// <param name="Data">The user's own data; null: the sample's.</param>
/// <param name="Steps">Updates.</param>
internal sealed record SampleOptions(string? Data, int Steps);
