namespace ModelGenTool.Creating;

/// <summary>What the program of a new project does with its model.</summary>
internal enum ModelUse
{
    /// <summary>Loads it and shows its table.</summary>
    Load,

    /// <summary>Writes on from a prompt.</summary>
    Write,

    /// <summary>Compares texts by their vectors.</summary>
    Embed,
}
