using System;

namespace ModelGen.Compiler.Spec;

/// <summary>A list that only grows. What is in it so far is an array at no cost: of a graph method that is read, each question about a size is about the steps so far, and there can be thousands of both.</summary>
public sealed class GrowingArray<T>
    where T : IEquatable<T>
{
    private T[] _items = [];

    public int Count { get; private set; }

    public EquatableArray<T> SoFar => new(_items, Count);

    public void Add(T item)
    {
        if (Count == _items.Length)
        {
            Array.Resize(ref _items, Math.Max(2 * Count, 4)); // earlier answers keep the array that they have
        }

        _items[Count++] = item;
    }
}
