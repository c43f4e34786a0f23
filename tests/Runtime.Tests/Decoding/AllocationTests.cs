using ModelGen.Decoding;
using Xunit;

namespace ModelGen.Runtime.Tests.Decoding;

[Collection(Alone.Name)]
public sealed class AllocationTests
{
    [Fact]
    public void ASampledTokenAllocatesNothing()
    {
        foreach (SamplingOptions options in new SamplingOptions[] { SamplingOptions.Greedy, new(), new(0.8f, TopK: 40), new(0.8f, TopP: 0.9f), new(0.8f, 40, 0.9f) })
        {
            TokenGenerator generator = new(new ScriptedDecoder(32, 500), [1, 2, 3], options);
            Assert.Equal(0, Alone.Bytes(() =>
            {
                for (int i = 0; i < 100; i++) generator.Next();
            }));
        }
    }
}
