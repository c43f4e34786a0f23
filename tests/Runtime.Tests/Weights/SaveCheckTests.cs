using System;
using System.IO;
using ModelGen.Training;
using ModelGen.Runtime.Tests.Training;
using ModelGen.Weights;
using Xunit;

namespace ModelGen.Runtime.Tests.Weights;

public sealed class SaveCheckTests
{
    [Theory]
    [InlineData(false, float.NaN, SafeTensorType.F32)]
    [InlineData(false, float.PositiveInfinity, SafeTensorType.F32)]
    [InlineData(true, float.NegativeInfinity, SafeTensorType.F32)]
    [InlineData(true, float.NaN, SafeTensorType.BF16)]
    [InlineData(false, -65520f, SafeTensorType.F16)]
    [InlineData(true, 1e25f, SafeTensorType.F16)]
    [InlineData(false, float.MaxValue, SafeTensorType.BF16)]
    public void WhatIsNotFiniteIsSavedOnlyWhenAskedFor(bool inBuffer, float number, SafeTensorType type)
    {
        using TemporaryFolder folder = new();
        ParameterStore store = Store();
        WeightFile.Save(store, folder["w"]);
        byte[] good = File.ReadAllBytes(folder["w"]);
        store.Tensors[inBuffer ? 1 : 0].Value[2] = number;
        InvalidOperationException error = Assert.Throws<InvalidOperationException>(() => WeightFile.Save(store, folder["w"], type));
        Assert.Contains(inBuffer ? "'bn.running_var'" : "'fc.weight'", error.Message, StringComparison.Ordinal);
        Assert.Contains("SaveOptions.AllowNonFinite", error.Message, StringComparison.Ordinal);
        using MemoryStream stream = new();
        Assert.Throws<InvalidOperationException>(() => WeightFile.Save(store, stream, type));
        Assert.Equal(0, stream.Length);
        Assert.Equal(good, File.ReadAllBytes(folder["w"]));

        WeightFile.Save(store, folder["w"], new SaveOptions { Type = type, AllowNonFinite = true });
        using SafeTensorsReader reader = SafeTensorsReader.Open(folder["w"]);
        Assert.False(float.IsFinite(reader.ReadFloats(reader.Get(store.Tensors[inBuffer ? 1 : 0].Name))[2]));
    }

    [Fact]
    public void TheLargestNumbersOfATypeAreSaved()
    {
        using MemoryStream stream = new();
        ParameterStore store = Store();
        store.Values[0] = 65519;
        WeightFile.Save(store, stream, SafeTensorType.F16);
        store.Values[0] = BitConverter.UInt32BitsToSingle(0x7F7F_7FFF);
        WeightFile.Save(store, stream, SafeTensorType.BF16);
        store.Values[0] = float.MaxValue;
        WeightFile.Save(store, stream);
    }

    [Fact]
    public void ACheckpointLooksAtWhatTheOptimizerRemembers()
    {
        ReferenceMlp model = new();
        Trainer<float, int> trainer = new(model, new Adam(model.Store));
        trainer.Optimizer.States[1].Values[model.Store.Parameters[2].Offset + 25] = float.PositiveInfinity;
        InvalidOperationException error = Assert.Throws<InvalidOperationException>(() => Checkpoint.Save(new MemoryStream(), trainer));
        Assert.Contains("the state 'v' of 'fc2.weight' at [1, 1] is Infinity", error.Message, StringComparison.Ordinal);
    }

    private static ParameterStore Store()
    {
        ParameterStore store = new(16, 1, buffers: 16);
        store.Add("fc.weight", Initializer.Ones, [3]);
        store.AddBuffer("bn.running_var", Initializer.Ones, [3]);
        return store;
    }
}
