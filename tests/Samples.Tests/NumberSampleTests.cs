using System;
using Xunit;

namespace ModelGen.Samples.Tests;

/// <summary>The samples that learn in a moment: all of what their pages promise.</summary>
public sealed class NumberSampleTests
{
    [Fact]
    public void LinearRegressionFindsTheLine()
    {
        Outcome outcome = new Sample("LinearRegression").Run().Succeeded();
        double[] line = outcome.Numbers(@"^after:  y = (\S+) x \+ (\S+)$");
        Assert.InRange(line[0], 2.95, 3.05);
        Assert.InRange(line[1], 1.95, 2.05);
        Assert.InRange(outcome.Number(@"^200 +\S+ +(\S+) "), 0.45, 0.55); // RMSE: the noise's own deviation is 0.5
    }

    [Fact]
    public void GanLearnsTheDistribution()
    {
        Outcome outcome = new Sample("Gan").Run().Succeeded();
        double before = outcome.Number("before: (.+)$"), after = outcome.Number("distance ([0-9.]+)$");
        Assert.True(after < 0.25 * before, $"{before} -> {after}");
        Assert.Contains("  real ", outcome.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void GraphNodeFindsTheSides() => Assert.InRange(new Sample("GraphNode").Run().Succeeded().Number("^([0-9]+) of the 32 others are on the side that they took"), 29, 32);
}
