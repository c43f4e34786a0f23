using System;

namespace ModelGen.Data;

/// <summary>A chat template is damaged, uses what is not known here, wants more work than any conversation does, or refuses the messages itself.</summary>
public sealed class ChatTemplateException : Exception
{
    /// <summary>An exception without a text.</summary>
    public ChatTemplateException()
    {
    }

    /// <summary>An exception that says what is wrong.</summary>
    public ChatTemplateException(string message)
        : base(message)
    {
    }

    /// <summary>An exception with its cause.</summary>
    public ChatTemplateException(string message, Exception innerException)
        : base(message, innerException)
    {
    }
}
