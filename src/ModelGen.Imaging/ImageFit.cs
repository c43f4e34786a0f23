namespace ModelGen.Imaging;

/// <summary>How a picture of another shape comes to the size that is asked for.</summary>
public enum ImageFit
{
    /// <summary>It is made as small as covers the size, and its middle is cut out.</summary>
    Crop,

    /// <summary>It is made as large as fits into the size, in the middle of black.</summary>
    Pad,

    /// <summary>Its sides are changed each by its own factor.</summary>
    Stretch,
}
