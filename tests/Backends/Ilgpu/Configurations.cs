namespace ModelGen.Published;

/// <summary>Where published configurations lie, as this project's files name them.</summary>
internal static class Configurations
{
    public const string Folder = "../../golden/";
}
