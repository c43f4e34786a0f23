using System;
using ModelGen.Cpu;

namespace ModelGen.Training;

/// <summary>A moment that is kept as bytes: a code for each number of a parameter, and a scale for each block of them.</summary>
internal sealed class ByteState
{
    private readonly byte[][] _codes; // of each parameter
    private readonly float[][] _scales;

    /// <param name="name">The name in checkpoints.</param>
    /// <param name="store">The parameters.</param>
    /// <param name="codes">What the bytes stand for.</param>
    public ByteState(string name, ParameterStore store, DynamicCodes codes)
    {
        (Name, Map) = (name, codes);
        (_codes, _scales) = (new byte[store.Parameters.Count][], new float[store.Parameters.Count][]);
        for (int i = 0; i < _codes.Length; i++)
        {
            int count = store.Parameters[i].Count;
            (_codes[i], _scales[i]) = (new byte[count], new float[Blocks(count)]);
            Array.Fill(_codes[i], codes.Zero);
        }
    }

    public string Name { get; }

    public DynamicCodes Map { get; }

    /// <summary>What it takes in memory.</summary>
    public long Bytes
    {
        get
        {
            long bytes = 0;
            for (int i = 0; i < _codes.Length; i++) bytes += _codes[i].Length + ((long)_scales[i].Length * sizeof(float));
            return bytes;
        }
    }

    /// <summary>The codes of a parameter, by its index in the store.</summary>
    public byte[] Codes(int parameter) => _codes[parameter];

    /// <summary>The scales of its blocks.</summary>
    public float[] Scales(int parameter) => _scales[parameter];

    public void CopyTo(ByteState other)
    {
        for (int i = 0; i < _codes.Length; i++)
        {
            _codes[i].CopyTo(other._codes[i], 0);
            _scales[i].CopyTo(other._scales[i], 0);
        }
    }

    public static int Blocks(int count) => (count / DynamicCodes.Block) + (count % DynamicCodes.Block == 0 ? 0 : 1);
}
