namespace ModelGen.Tables;

/// <summary>What becomes of a category that the training rows do not have.</summary>
public enum UnknownCategory
{
    /// <summary>An error that names row, column and category.</summary>
    Refuse,

    /// <summary>Zeros in all of the category's columns; -1 where categories are numbered.</summary>
    Ignore,

    /// <summary>A column, or number, of its own.</summary>
    Other,
}
