using ModelGen.Compiler.Layers;
using Xunit;

namespace ModelGen.Compiler.Tests;

/// <summary>Where buckets of ways between steps begin (Raffel et al. 2019, arXiv:1910.10683).</summary>
public class RelativeBiasTests
{
    [Fact]
    public void BucketsGrowWithTheWay()
    {
        Assert.Equal([1, 2, 3, 4, 5, 6, 7, 8, 12, 16, 23, 32, 46, 64, 91], RelativeBiasLayer.Starts(16, 128));
        Assert.Equal([1, 2, 8], RelativeBiasLayer.Starts(4, 32));
    }
}
