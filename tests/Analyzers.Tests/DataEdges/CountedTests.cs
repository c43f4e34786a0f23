using System;
using System.Threading.Tasks;
using ModelGen.Tests.Harness;
using Xunit;

namespace ModelGen.Analyzers.Tests.DataEdges;

/// <summary>Sizes and ids that are counted from data; and what looks like them and is not known.</summary>
public class CountedTests
{
    private const string Made = "Tensor.CreateFromShape<float>([8, 3])";

    [Theory]
    [InlineData("new[] { 0, 2, 4 }.Max() + 1", 5)]
    [InlineData("new[] { 7, 9, 8 }.Min()", 7)]
    [InlineData("new[] { 3, 3, 1, 3 }.Distinct().Count()", 2)]
    [InlineData("new[] { 3, 3, 1, 3 }.ToHashSet().Count", 2)]
    [InlineData("((int[])[5, 1]).Max()", 5)]
    public Task OfNumbersThatAreWrittenOut(string count, int size) => Program.Verify(
        $"int size = {count}; iris.Predict({{|#0:Tensor.CreateFromShape<float>([8, size])|}});",
        new Expected("MGEN4001", 0, $"'input' of Iris.Predict is [8, {size}], expected [B, 4]: axis 1 must be 4, not {size}"));

    /// <summary>Numbers that are chosen, changed or read are others.</summary>
    [Theory]
    [InlineData("int size = new[] { 0, n }.Max() + 1;")]
    [InlineData("int size = new[] { 0, 3 }.Max() + 1;")]
    [InlineData("int size = new[] { 0, 4 }.Max(x => x - 1) + 1;")]
    [InlineData("int size = new[] { 0, 2, 9 }.Where(x => x < 5).Max() + 2;")]
    [InlineData("int[] ids = [0, 9]; ids[1] = n; int size = ids.Max();")]
    [InlineData("int[] ids = [0, 9]; Fill(ids); int size = ids.Max(); static void Fill(int[] x) => x[1] = 4;")]
    [InlineData("int[] ids = flag ? [0, 9] : [1, 4]; int size = ids.Max();")]
    [InlineData("System.Collections.Generic.List<int> ids = [0, 9]; ids.RemoveAt(1); int size = ids.Max() + 4;")]
    [InlineData("System.Collections.Generic.HashSet<int> ids = new[] { 1, 1 }.ToHashSet(); ids.Add(2); ids.Add(3); ids.Add(n); int size = ids.Count;")]
    public Task Silence(string size) => Program.Verify(size + " iris.Predict(Tensor.CreateFromShape<float>([8, size]));");

    [Theory]
    [InlineData("for (int i = 0; i < n; i++) all.Add(Tensor.CreateFromShape<float>([8, 3]));", "all[0]")]
    [InlineData("all.Add(Tensor.CreateFromShape<float>([8, 3])); for (int i = 0; i < n; i++) all.Add(Tensor.CreateFromShape<float>([8, 4]));", "all[0]")]
    [InlineData("all.Add(Tensor.CreateFromShape<float>([8, 4])); all.Add(Tensor.CreateFromShape<float>([8, 3])); foreach (float x in data) all.Add(Tensor.CreateFromShape<float>([8, 5]));", "all[1]")]
    [InlineData("all.Add(Tensor.CreateFromShape<float>([8, 3])); if (flag) all.Add(Tensor.CreateFromShape<float>([8, 4]));", "all[0]")]
    public Task TheFirstOfAListThatGrew(string fill, string one) => Program.Verify(
        $"System.Collections.Generic.List<Tensor<float>> all = []; {fill.Replace(Made, "{|#1:" + Made + "|}", StringComparison.Ordinal)} iris.Predict({{|#0:{one}|}});",
        new Expected("MGEN4001", 0, "'input' of Iris.Predict is [8, 3], expected [B, 4]: axis 1 must be 4, not 3", 1));

    [Theory]
    [InlineData("all.Add(Tensor.CreateFromShape<float>([8, 4])); for (int i = 0; i < n; i++) all.Add(Tensor.CreateFromShape<float>([8, 3]));", "all[0]")]
    [InlineData("all.Add(Tensor.CreateFromShape<float>([8, 3])); for (int i = 0; i < n; i++) all.Add(Tensor.CreateFromShape<float>([8, 4]));", "all[1]")]
    [InlineData("all.Add(Tensor.CreateFromShape<float>([8, 3])); for (int i = 0; i < n; i++) all.Insert(0, Tensor.CreateFromShape<float>([8, 4]));", "all[0]")]
    [InlineData("all.Add(Tensor.CreateFromShape<float>([8, 3])); for (int i = 0; i < n; i++) { all.Clear(); all.Add(Tensor.CreateFromShape<float>([8, 4])); }", "all[0]")]
    [InlineData("all.Add(Tensor.CreateFromShape<float>([8, 3])); all[0] = Tensor.CreateFromShape<float>([8, 4]); for (int i = 0; i < n; i++) all.Add(Tensor.CreateFromShape<float>([8, 4]));", "all[0]")]
    [InlineData("all.Add(Tensor.CreateFromShape<float>([8, 3])); all.Reverse(); all.Add(Tensor.CreateFromShape<float>([8, 4]));", "all[0]")]
    [InlineData("all.Add(Tensor.CreateFromShape<float>([8, 3])); Swap(all); all.Add(Tensor.CreateFromShape<float>([8, 4])); static void Swap(System.Collections.Generic.List<Tensor<float>> x) => x[0] = Tensor.CreateFromShape<float>([8, 4]);", "all[0]")]
    [InlineData("if (flag) all.Add(Tensor.CreateFromShape<float>([8, 3])); all.Add(Tensor.CreateFromShape<float>([8, 4]));", "all[0]")]
    [InlineData("all.Add(Tensor.CreateFromShape<float>([8, 3])); all.RemoveAt(0); all.Add(Tensor.CreateFromShape<float>([8, 4]));", "all[0]")]
    [InlineData("all.Add(Tensor.CreateFromShape<float>([8, 3])); all.AddRange([Tensor.CreateFromShape<float>([8, 4])]);", "all[^1]")]
    public Task OfOthersNothingIsSaid(string fill, string one) => Program.Verify($"System.Collections.Generic.List<Tensor<float>> all = []; {fill} iris.Predict({one});");

    [Theory]
    [InlineData("[[1, 2, 3], [4]]", 4, -1, "pad with 0, which the model takes as padding")]
    [InlineData("[[1, 2, 3], [4], [5, 6]]", 3, -100, "pad with 0, which the model takes as padding")]
    public Task PaddingThatIsNoId(string texts, int batch, int padding, string mend) => Program.Verify(
        $"SequenceDataset<float> set = new((int[][]){texts}, Targets(), maximumLength: 12, padding: {padding}, batch: {batch}); new Trainer<int, float>(mood, new AdamW(mood.Store)).Fit({{|#0:set|}}, new FitOptions<int, float> {{ Steps = 1 }}); static Tensor<float> Targets() => Tensor.CreateFromShape<float>([2, 1]).Reshape([2, 1]);",
        new Expected("MGEN4004", 0, $"'data' of Trainer.Fit is padded with the id {padding}: ids go from 0 to 29, {padding} is none: {mend}"));

    /// <summary>What is never padded may say what it likes.</summary>
    [Theory]
    [InlineData("[[1, 2, 3], [4, 5, 6]]", 12, 4)]
    [InlineData("[[1, 2, 3], [4]]", 1, 4)]
    [InlineData("[[1, 2, 3], [4]]", 12, 1)]
    [InlineData("new int[20][]", 12, 4)]
    public Task NoPadding(string texts, int longest, int batch) => Program.Verify(
        $"SequenceDataset<float> set = new((int[][]){texts}, Targets(), maximumLength: {longest}, padding: -1, batch: {batch}); new Trainer<int, float>(mood, new AdamW(mood.Store)).Fit(set, new FitOptions<int, float> {{ Steps = 1 }}); static Tensor<float> Targets() => Tensor.CreateFromShape<float>([2, 1]).Reshape([2, 1]);");
}
