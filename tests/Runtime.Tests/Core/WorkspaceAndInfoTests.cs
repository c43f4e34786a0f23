using System;
using System.Globalization;
using Xunit;

namespace ModelGen.Runtime.Tests.Core;

public sealed class WorkspaceAndInfoTests
{
    [Fact]
    public void AnArenaKeepsItsContentsUntilItGrows()
    {
        Workspace workspace = new();
        Span<float> floats = workspace.Floats(100);
        floats[99] = 5;
        Assert.Equal(5f, workspace.Floats(50).Length == 50 ? workspace.Floats(100)[99] : 0);
        Assert.Equal(200, workspace.Floats(200).Length);
        Assert.True(workspace.Floats(10).Overlaps(workspace.Floats(200)));
        workspace.Ints(4)[3] = 7;
        Assert.Equal(7, workspace.Ints(4)[3]);
        Assert.Contains("smaller batches", Assert.Throws<ArgumentOutOfRangeException>(() => new Workspace().Floats(1L << 40)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void RandomKeysAdvanceReproducibly()
    {
        Workspace workspace = new() { RandomKey = 42 };
        ulong first = workspace.NextRandomKey(), second = workspace.NextRandomKey();
        Assert.Equal(second, workspace.RandomKey);
        Assert.NotEqual(first, second);
        workspace.RandomKey = 42;
        Assert.Equal(first, workspace.NextRandomKey());
    }

    [Theory]
    [InlineData("fi-FI")]
    [InlineData("de-DE")]
    [InlineData("")]
    public void TheTableIsTheSameInEveryCulture(string culture)
    {
        CultureInfo before = CultureInfo.CurrentCulture;
        try
        {
            CultureInfo.CurrentCulture = CultureInfo.GetCultureInfo(culture);
            ModelInfo info = new("Tiny", [new LayerInfo("linear1", "Linear(64)", "[F:64]", 12_864, 25_600), new LayerInfo("relu1", "Relu", "[F:64]", 0, 64)], "[F:200]", "[F:64]", 12_864, 25_664, 2048);
            Assert.Equal(
                """
                Tiny: [F:200] -> [F:64]
                ────────────────────────────────────────
                Layer    Kind        Output   Parameters
                ────────────────────────────────────────
                input                [F:200]
                linear1  Linear(64)  [F:64]       12,864
                relu1    Relu        [F:64]            0
                ────────────────────────────────────────
                Parameters   12,864 (50.3 KiB)
                Forward      25.7 kFLOP per example
                Activations  2.0 KiB per example in training

                """.ReplaceLineEndings("\n"), info.ToString());
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
        }
    }
}
