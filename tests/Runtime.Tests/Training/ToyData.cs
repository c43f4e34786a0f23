using System;
using System.Numerics.Tensors;
using ModelGen.Cpu;
using ModelGen.Data;

namespace ModelGen.Runtime.Tests.Training;

/// <summary>Examples for the mlp whose class is readable from the input.</summary>
internal static class ToyData
{
    public static TensorDataset<float, int> Make(int examples, int batch = 8, bool shuffle = true, ulong seed = 7)
    {
        float[] inputs = new float[examples * 20];
        int[] targets = new int[examples];
        for (int i = 0; i < inputs.Length; i++) inputs[i] = CounterRandom.Normal(seed, (ulong)i);
        for (int i = 0; i < examples; i++)
        {
            targets[i] = TensorPrimitives.IndexOfMax(inputs.AsSpan(i * 20, 5));
        }

        return new TensorDataset<float, int>(new ReadOnlyTensorSpan<float>(inputs, [examples, 20]), targets, batch, shuffle, seed);
    }
}
