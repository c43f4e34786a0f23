using System;
using System.IO;
using ModelGen.Weights;

namespace ModelGen.Runtime.Tests;

/// <summary>A reference case of tests/golden: its weights and its inputs, outputs and gradients.</summary>
internal sealed class Golden : IDisposable
{
    private Golden(string name)
    {
        Weights = SafeTensorsReader.Open(PathOf(name + ".safetensors"));
        Reference = SafeTensorsReader.Open(PathOf(name + ".ref.safetensors"));
    }

    public SafeTensorsReader Weights { get; }

    public SafeTensorsReader Reference { get; }

    public static Golden Open(string name) => new(name);

    public static string PathOf(string file) => Path.Combine(AppContext.BaseDirectory, "golden", file);

    public float[] Floats(string name) => Reference.ReadFloats(Reference.Get(name));

    public int[] Ints(string name) => Reference.ReadInts(Reference.Get(name));

    public float[] Weight(string name) => Weights.ReadFloats(Weights.Get(name));

    public void Dispose()
    {
        Weights.Dispose();
        Reference.Dispose();
    }
}
