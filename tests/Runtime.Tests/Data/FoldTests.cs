using System;
using System.Linq;
using ModelGen.Data;
using Xunit;

namespace ModelGen.Runtime.Tests.Data;

public sealed class FoldTests
{
    [Fact]
    public void EachExampleIsHeldOutOnce()
    {
        var folds = Folds.Random(23, 5, seed: 1);
        Assert.Equal(Enumerable.Range(0, 23), folds.SelectMany(fold => fold.HeldOut).Order());
        Assert.All(folds, fold => Assert.InRange(fold.HeldOut.Length, 4, 5));
        Assert.All(folds, fold => Assert.Equal(Enumerable.Range(0, 23), fold.Train.Concat(fold.HeldOut).Order()));
        Assert.NotEqual(folds[0].HeldOut, Folds.Random(23, 5, seed: 2)[0].HeldOut);
    }

    [Fact]
    public void ClassesAreSpreadEvenly()
    {
        int[] labels = [.. Enumerable.Range(0, 40).Select(i => i < 30 ? 7 : 3)];
        Assert.All(Folds.Stratified(labels, 4), fold => Assert.InRange(fold.HeldOut.Count(example => labels[example] == 3), 2, 3));
        Assert.Contains("Class 3 has 10 examples, too few for 11 folds", Assert.Throws<ArgumentException>(() => Folds.Stratified(labels, 11)).Message, StringComparison.Ordinal);
    }
}
