using System;

namespace ModelGen.Weights;

/// <summary>What is different about a parameter in weight files beside a transposition. Emitted code says it; files go both ways.</summary>
public sealed record FileLayout
{
    private readonly float _less;
    private readonly int _heads;

    private FileLayout(float less, int heads, int ones) => (_less, _heads, Ones) = (less, heads, ones);

    /// <summary>Axes of size 1 before the others.</summary>
    internal int Ones { get; }

    /// <summary>Files hold the values less <paramref name="number"/>: Gemma's gains, of which files say how far they are from 1.</summary>
    public static FileLayout Less(float number) => new(number, 0, 0);

    /// <summary>Files hold the rows of queries, keys and values head by head (GPT-NeoX), the parameter all queries, then all keys, then all values.</summary>
    /// <param name="heads">How many heads there are, of queries as of keys and values.</param>
    public static FileLayout ByHead(int heads)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(heads, 1);
        return new(0, heads, 0);
    }

    /// <summary>Files have axes of size 1 before the parameter's: a vector that is added to each example of a batch.</summary>
    /// <param name="ones">How many.</param>
    public static FileLayout Leading(int ones)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(ones, 1);
        return new(0, 0, ones);
    }

    /// <summary>From the order of files to that of the parameter, in place.</summary>
    /// <param name="values">Of the whole parameter.</param>
    /// <param name="isWeight">Values of the parameter itself, not what belongs to each of them, such as gradients.</param>
    internal void FromFile(Span<float> values, bool isWeight)
    {
        if (_heads > 0) Turn(values, toFile: false);
        if (_less != 0 && isWeight) System.Numerics.Tensors.TensorPrimitives.Add(values, _less, values);
    }

    /// <summary>The way back.</summary>
    internal void ToFile(Span<float> values, bool isWeight)
    {
        if (_heads > 0) Turn(values, toFile: true);
        if (_less != 0 && isWeight) System.Numerics.Tensors.TensorPrimitives.Subtract(values, _less, values);
    }

    /// <exception cref="ArgumentException">A parameter of this shape has no such heads.</exception>
    internal void Check(ReadOnlySpan<int> shape, string name)
    {
        if (_heads > 0 && (shape.Length == 0 || shape[0] % (3 * _heads) != 0))
            throw new ArgumentException($"Parameter '{name}' {Guard.Describe(shape)} does not have rows of queries, keys and values of {_heads} heads");
    }

    // A head's block of rows: in files [heads, 3], in the parameter [3, heads].
    private void Turn(Span<float> values, bool toFile)
    {
        int block = values.Length / (3 * _heads);
        float[] before = values.ToArray();
        for (int head = 0; head < _heads; head++)
        {
            for (int part = 0; part < 3; part++)
            {
                int file = ((head * 3) + part) * block, memory = ((part * _heads) + head) * block;
                before.AsSpan(toFile ? memory : file, block).CopyTo(values[(toFile ? file : memory)..]);
            }
        }
    }
}
