using System;
using System.IO;
using System.Threading;
using Microsoft.CodeAnalysis;

namespace ModelGen.Generator.Frontend.Pretrained;

/// <summary>A file and what is in it.</summary>
internal sealed record ProjectFile(string Path, string Text)
{
    public static ProjectFile Read(AdditionalText text, CancellationToken cancellation)
    {
        try
        {
            return new(ProjectFiles.Normal(text.Path), text.GetText(cancellation)?.ToString() ?? "");
        }
        catch (Exception fault) when (fault is InvalidDataException or IOException or UnauthorizedAccessException)
        {
            return new(ProjectFiles.Normal(text.Path), ""); // what is no text is no configuration
        }
    }
}
