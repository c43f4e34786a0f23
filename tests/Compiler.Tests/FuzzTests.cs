using System;
using System.Diagnostics;
using System.Linq;
using ModelGen.Compiler.Errors;
using ModelGen.Compiler.Spec;
using ModelGen.Compiler.Tests.Harness;
using Xunit;

namespace ModelGen.Compiler.Tests;

/// <summary>Whatever a front end hands over: no exception, no failure of the compiler's own, an answer within a second.</summary>
public class FuzzTests
{
    [Theory]
    [InlineData(0)]
    [InlineData(1000)]
    [InlineData(2000)]
    [InlineData(3000)]
    public void NeverThrows(int first)
    {
        int fine = 0;
        for (int seed = first; seed < first + 1000; seed++)
        {
            ModelSpec spec = new RandomSpecs(seed).Anything();
            var watch = Stopwatch.StartNew();
            Result<CompiledModel> result = Compiled.Result(spec);
            if (watch.Elapsed > TimeSpan.FromSeconds(1))
            {
                // The machine may have been busy: a slow compilation is slow again.
                watch.Restart();
                Compiled.Result(spec);
                Assert.True(watch.Elapsed < TimeSpan.FromSeconds(1), $"seed {seed} took {watch.Elapsed}");
            }

            Assert.True(result.Errors.All(error => error.Id != ErrorId.Internal), $"seed {seed}: {string.Join("\n", result.Errors.Select(Compiled.Text))}");
            fine += result.IsOk ? 1 : 0;
        }

        Assert.InRange(fine, 10, 900);
    }

    [Fact]
    public void BlocksOnTheirOwnNeverThrow()
    {
        for (int seed = 0; seed < 1000; seed++)
        {
            ModelSpec spec = new RandomSpecs(seed).Anything();
            Assert.All(spec.Blocks, block => Assert.DoesNotContain(ModelCompiler.CheckBlock(block, spec.Blocks), error => error.Id == ErrorId.Internal));
        }
    }

    [Fact]
    public void TheSameSpecificationGivesTheSameText()
    {
        for (int seed = 0; seed < 200; seed++)
        {
            Assert.Equal(Compiled.Result(new RandomSpecs(seed).Anything()), Compiled.Result(new RandomSpecs(seed).Anything()));
        }
    }
}
