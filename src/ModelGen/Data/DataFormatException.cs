using System;

namespace ModelGen.Data;

/// <summary>A data file is damaged, or not what it is read as. The message names the file, the place and what to do.</summary>
public sealed class DataFormatException : Exception
{
    /// <summary>Says what is wrong.</summary>
    public DataFormatException(string message, Exception? cause = null)
        : base(message, cause)
    {
    }
}
