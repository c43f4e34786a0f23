using System;
using System.Linq;
using System.Numerics.Tensors;
using ModelGen.Data;
using ModelGen.Runtime.Tests.Training;
using Xunit;

namespace ModelGen.Runtime.Tests.Data;

public sealed class SplitTests
{
    [Fact]
    public void RandomPartsCoverAllOnce()
    {
        DataSplit split = DataSplit.Random(103, validation: 0.2, test: 0.1, seed: 4);
        Assert.Equal((72, 21, 10), (split.Train.Length, split.Validation.Length, split.Test.Length));
        Assert.Equal(Enumerable.Range(0, 103), split.Train.Concat(split.Validation).Concat(split.Test).Order());
        Assert.Equal(split.Test, DataSplit.Random(103, 0.2, 0.1, seed: 4).Test);
        Assert.NotEqual(split.Test, DataSplit.Random(103, 0.2, 0.1, seed: 5).Test);
        Assert.Empty(DataSplit.Random(10, validation: 0, test: 0).Test);
    }

    [Fact]
    public void StratifiedPartsHaveAllClassesInProportion()
    {
        int[] labels = [.. Enumerable.Repeat(7, 100), .. Enumerable.Repeat(-2, 40), .. Enumerable.Repeat(3, 3)];
        DataSplit split = DataSplit.Stratified(labels, validation: 0.2, test: 0.1, seed: 1);
        Assert.Equal(Enumerable.Range(0, 143), split.Train.Concat(split.Validation).Concat(split.Test).Order());
        Assert.Equal([20, 8, 1], Counts(split.Validation));
        Assert.Equal([10, 4, 1], Counts(split.Test));
        Assert.Equal([70, 28, 1], Counts(split.Train));
        Assert.NotEqual(split.Train.Order(), split.Train); // not class after class

        int[] Counts(int[] part) => [part.Count(i => labels[i] == 7), part.Count(i => labels[i] == -2), part.Count(i => labels[i] == 3)];
    }

    [Fact]
    public void AClassThatCannotBeEverywhereIsNamed()
    {
        int[] labels = [0, 0, 0, 0, 5, 5];
        Assert.Contains("Class 5 has 2 examples, too few for 3 parts", Assert.Throws<ArgumentException>(() => DataSplit.Stratified(labels)).Message, StringComparison.Ordinal);
        Assert.Contains("Class 5 has 1 example, too few for 2 parts", Assert.Throws<ArgumentException>(() => DataSplit.Stratified(labels.AsSpan(..5), test: 0)).Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentException>(() => DataSplit.Stratified([]));
        Assert.Throws<ArgumentOutOfRangeException>(() => DataSplit.Random(10, 0.5, 0.5));
        Assert.Throws<ArgumentException>(() => DataSplit.Random(2));
    }

    [Fact]
    public void ADatasetGivesItsParts()
    {
        TensorDataset<float, int> all = ToyData.Make(10, batch: 10, shuffle: false);
        Batch<float, int> whole = new(), part = new();
        all.Next(whole);
        all.Take([7, 2, 7], batch: 2).Take([0, 1, 2], batch: 3, shuffle: false).Next(part);
        Assert.Equal([whole.Target[7], whole.Target[2], whole.Target[7]], part.Target.ToArray());
        Assert.Equal(whole.Input.Slice(40, 20).ToArray(), part.Input.Slice(20, 20).ToArray());
        Assert.Contains("no example 10", Assert.Throws<ArgumentOutOfRangeException>(() => all.Take([10])).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void APartialBatchMayBeLeftOut()
    {
        float[] inputs = new float[10];
        TensorDataset<float, int> data = new(inputs, new int[10], batch: 4, keepPartial: false);
        Batch<float, int> batch = new();
        Assert.Equal(2, data.BatchesPerEpoch);
        Assert.Equal([true, true, false, true], new[] { data.Next(batch), data.Next(batch), data.Next(batch), data.Next(batch) });
        Assert.Equal(4, batch.Examples);
        Assert.Throws<ArgumentException>(() => new TensorDataset<float, int>(inputs, new int[10], batch: 11, keepPartial: false));
    }

    [Fact]
    public void SequencesArePaddedToTheLongestOfTheBatch()
    {
        SequenceDataset<int> data = new([[5], [6, 7, 8], [1, 2, 3, 4, 5, 6]], new int[] { 10, 11, 12 }, maximumLength: 4, padding: 99, batch: 2, shuffle: false);
        Batch<int, int> batch = new();
        Assert.True(data.Next(batch));
        Assert.Equal([2, 3], batch.InputTensor.Lengths);
        Assert.Equal([5, 99, 99, 6, 7, 8], batch.Input);
        Assert.Equal([10, 11], batch.Target);
        Assert.Equal([2], batch.TargetTensor.Lengths);
        Assert.True(data.Next(batch));
        Assert.Equal([1, 2, 3, 4], batch.Input);
        Assert.False(data.Next(batch));
        Assert.Contains("Sequence 1 is empty", Assert.Throws<ArgumentException>(() => new SequenceDataset<int>([[1], []], new int[2], 4, 0, 1)).Message, StringComparison.Ordinal);
        Assert.Contains("There are 2 sequences and targets [3]", Assert.Throws<ArgumentException>(() => new SequenceDataset<int>([[1], [2]], new int[3], 4, 0, 1)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void TargetsOfSequencesKeepTheirAxes()
    {
        SequenceDataset<float> one = new([[5], [6, 7], [8]], new ReadOnlyTensorSpan<float>([0, 1, 0.5f], [3, 1]), maximumLength: 4, padding: 0, batch: 2, shuffle: false);
        SequenceDataset<float> two = new([[5], [6, 7]], new ReadOnlyTensorSpan<float>([1, 2, 3, 4], [2, 2]), maximumLength: 4, padding: 0, batch: 2, shuffle: false);
        Batch<int, float> batch = new();
        one.Next(batch);
        Assert.Equal([2, 1], batch.TargetTensor.Lengths);
        one.Next(batch);
        Assert.Equal([1, 1], batch.TargetTensor.Lengths);
        Assert.Equal([0.5f], batch.Target);
        two.Next(batch);
        Assert.Equal([2, 2], batch.TargetTensor.Lengths);
        Assert.Equal([1, 2, 3, 4], batch.Target);
    }

    [Fact]
    public void SequencesGiveTheirParts()
    {
        SequenceDataset<float> all = new([[5], [6, 7, 8], [9, 10]], new ReadOnlyTensorSpan<float>([0, 1, 2], [3, 1]), maximumLength: 2, padding: 99, batch: 1, shuffle: false);
        SequenceDataset<float> part = all.Take([2, 0, 2], batch: 4);
        Batch<int, float> batch = new();
        Assert.Equal((3, 1, 2, 99), (part.Examples, part.BatchesPerEpoch, part.MaximumLength, part.Padding));
        Assert.True(part.Next(batch));
        Assert.Equal([9, 10, 5, 99, 9, 10], batch.Input);
        Assert.Equal([2, 0, 2], batch.Target);
        Assert.Equal([3, 1], batch.TargetTensor.Lengths);
        Assert.Contains("no example 3", Assert.Throws<ArgumentOutOfRangeException>(() => all.Take([3])).Message, StringComparison.Ordinal);
    }
}
