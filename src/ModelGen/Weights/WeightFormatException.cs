using System;

namespace ModelGen.Weights;

/// <summary>A weight file is damaged, is no safetensors file, or does not belong to the model. The message is one line that says what to do.</summary>
public sealed class WeightFormatException : Exception
{
    /// <summary>An error with its whole message.</summary>
    public WeightFormatException(string message)
        : base(message)
    {
    }

    /// <summary>An error with its whole message and its cause.</summary>
    public WeightFormatException(string message, Exception? innerException)
        : base(message, innerException)
    {
    }
}
