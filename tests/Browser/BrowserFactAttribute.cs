using System;
using System.IO;
using System.Linq;
using Xunit;

namespace ModelGen.Browser.Tests;

/// <summary>A test in Chromium; skipped, with the reason, where there is none.</summary>
internal sealed class BrowserFactAttribute : FactAttribute
{
    public BrowserFactAttribute()
    {
        if (Chromium is null) Skip = "there is no Chromium: install it (Debian: chromium), or name its program in MODELGEN_CHROMIUM";
    }

    /// <summary>The program; null: there is none.</summary>
    public static string? Chromium { get; } = new[] { Environment.GetEnvironmentVariable("MODELGEN_CHROMIUM") }
        .Concat(from folder in (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator)
                from name in new[] { "chromium", "chromium-browser", "google-chrome", "chrome.exe" }
                select (string?)Path.Combine(folder, name))
        .FirstOrDefault(File.Exists);
}
