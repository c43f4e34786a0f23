namespace ModelGen.Data;

/// <summary>Which windows of a text a <see cref="TokenDataset"/> gives.</summary>
public enum TokenOrder
{
    /// <summary>Windows at random places, without end: for training.</summary>
    Random,

    /// <summary>Windows side by side, each token a target once per epoch: for measuring a whole text.</summary>
    Sequential,
}
