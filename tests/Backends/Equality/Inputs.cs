using System;

namespace ModelGen.Equality;

/// <summary>Kinds of random input and target; a shape is made from the batch's size and a length.</summary>
internal static class Inputs
{
    public static Func<Random, int, int, Batch<float>> Floats(Func<int, int, nint[]> shape) => Batch<float>.Of(random => (random.NextSingle() * 2) - 1, shape);

    /// <summary>Targets of a binary cross-entropy.</summary>
    public static Func<Random, int, int, Batch<float>> Shares(Func<int, int, nint[]> shape) => Batch<float>.Of(random => random.NextSingle(), shape);

    public static Func<Random, int, int, Batch<int>> Ints(int below, Func<int, int, nint[]> shape) => Batch<int>.Of(random => random.Next(below), shape);

    /// <summary>Tokens [B, T] with padding anywhere: rows without any, with some behind, before, in the middle, and nothing else.</summary>
    public static Func<Random, int, int, Batch<int>> Padded(int vocabulary, int padding) => (random, batch, length) =>
    {
        int[] ids = new int[batch * length];
        for (int i = 0; i < ids.Length; i++)
        {
            int row = i / length, step = i % length;
            bool isPadding = (row % 5) switch
            {
                0 => random.Next(3) == 0,
                1 => step >= (length + 1) / 2,
                2 => step < length / 2,
                3 => false,
                _ => true,
            };
            int id = random.Next(vocabulary - 1);
            ids[i] = isPadding ? padding : id + (id >= padding ? 1 : 0);
        }

        return new(ids, [batch, length]);
    };
}
