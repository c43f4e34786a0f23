namespace ModelGen.RandomModels.Drawing;

internal enum Form
{
    Features,
    Sequence,
    Image,
    Plain,
}

/// <summary>The type at a place of a model that is being drawn.</summary>
/// <param name="Form">Which axes there are.</param>
/// <param name="Width">Features, or channels.</param>
/// <param name="Height">Of an image; or the most steps.</param>
/// <param name="Across">The width of an image; or the steps of this run.</param>
internal readonly record struct Shape(Form Form, int Width, int Height = 1, int Across = 1)
{
    /// <summary>Numbers of an example of this run.</summary>
    public long Count => Form switch
    {
        Form.Features => Width,
        Form.Sequence => (long)Width * Across,
        _ => (long)Width * Height * Across,
    };

    /// <summary>Rows of features, or pixels.</summary>
    public long Places => Form == Form.Features ? 1 : Form == Form.Sequence ? Across : (long)Height * Across;

    public Shape Of(int width) => this with { Width = width };
}
