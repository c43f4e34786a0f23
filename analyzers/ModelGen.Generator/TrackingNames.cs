namespace ModelGen.Generator;

/// <summary>Names of the pipeline's steps: what the incrementality tests look at.</summary>
internal static class TrackingNames
{
    public const string Models = nameof(Models);
    public const string Presets = nameof(Presets);
    public const string Pretrained = nameof(Pretrained);
    public const string Environment = nameof(Environment);
    public const string Compiled = nameof(Compiled);
    public const string Clashes = nameof(Clashes);
    public const string Files = nameof(Files);
    public const string Support = nameof(Support);
}
