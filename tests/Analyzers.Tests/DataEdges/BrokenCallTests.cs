using System;
using System.Linq;
using System.Threading.Tasks;
using Microsoft.CodeAnalysis;
using ModelGen.Tests.Harness;
using Xunit;

namespace ModelGen.Analyzers.Tests.DataEdges;

/// <summary>Calls that are half typed, cut or pasted wrongly never make the analyzer fail.</summary>
public class BrokenCallTests
{
    private const string Statements = """
        const int batch = 32;
                float[] values = new float[batch * 4];
                Tensor<float> x = Tensor.Create(values, [batch, 4]);
                x = flag ? x.Reshape([batch, 2, 2]) : Tensor.Transpose(x);
                for (int i = 0; i < n; i++) { x = x.Unsqueeze(i); if (m > 3) break; }
                foreach (var label in new[] { 1, 2 }) iris.ComputeLoss(x, [label]);
                try { iris.ComputeGradients(x.Slice([0..16, ..]), new([1, 2, -100], [3])); } catch (Exception e) when (e.Message is { Length: > 3 }) { } finally { x = null!; }
                Func<Tensor<float>, Tensor<float>> f = y => iris.Predict(y);
                (x, n) = (f(x), x.Rank);
                TensorDataset<float, int> set = new(x, new int[32], batch: 4);
                new Trainer<float, int>(iris, new AdamW(iris.Store)).Fit(set, new FitOptions<float, int> { Steps = 3, Validation = set });
                iris.Predict(x!).PermuteDimensions([1, 0]).SqueezeDimension(0);
        """;

    [Theory]
    [InlineData(21)]
    [InlineData(22)]
    public async Task Mutations(int seed)
    {
        Random random = new(seed);
        string source = "using ModelGen;\n" + Program.Source(Statements);
        for (int i = 0; i < 50; i++)
        {
            string mutant = Mutants.Mutate(source, random, 1 + random.Next(4));
            Diagnostic? failure = (await AnalyzerRun.Diagnostics(UserProject.Compile(mutant))).FirstOrDefault(diagnostic => diagnostic.Id is "AD0001" or "MGEN9001");
            Assert.True(failure is null, $"{failure}\n{mutant}");
        }
    }

    [Fact]
    public Task AVeryDeepExpressionIsPassedOver() => Program.Verify(
        $"int sum = {string.Join(" + ", Enumerable.Repeat("n", 3000))};\niris.Predict(Tensor.CreateFromShape<float>([sum, 4]));");

    [Fact]
    public Task AVeryLongListIsOnlyCounted() => Program.Verify(
        $"iris.ComputeLoss(Tensor.CreateFromShape<float>([5000, 4]), new int[] {{ {string.Join(", ", Enumerable.Repeat("2", 5000))} }});");
}
