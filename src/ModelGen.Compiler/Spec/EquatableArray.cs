using System;
using System.Collections;
using System.Collections.Generic;

namespace ModelGen.Compiler.Spec;

/// <summary>An immutable array that is equal to another when the items are equal: what makes a record usable as a cache key.</summary>
public readonly struct EquatableArray<T> : IEquatable<EquatableArray<T>>, IReadOnlyList<T>
    where T : IEquatable<T>
{
    private readonly T[]? _items;

    public EquatableArray(params T[] items) => (_items, Count) = (items, items.Length);

    /// <param name="count">How many of the items are part of it; those are never written again.</param>
    internal EquatableArray(T[] items, int count) => (_items, Count) = (items, count);

    public static EquatableArray<T> Empty => default;

    public int Count { get; }

    public T this[int index] => (uint)index < (uint)Count ? _items![index] : throw new IndexOutOfRangeException();

    public bool Equals(EquatableArray<T> other)
    {
        T[]? ours = _items, theirs = other._items;
        if (ReferenceEquals(ours, theirs) || Count != other.Count)
        {
            return Count == other.Count;
        }

        for (int i = 0; i < Count; i++)
        {
            if (!EqualityComparer<T>.Default.Equals(ours![i], theirs![i]))
            {
                return false;
            }
        }

        return true;
    }

    public override bool Equals(object? obj) => obj is EquatableArray<T> other && Equals(other);

    public override int GetHashCode()
    {
        int hash = 17;
        foreach (T item in this)
        {
            hash = unchecked((hash * 31) + (item?.GetHashCode() ?? 0));
        }

        return hash;
    }

    public IEnumerator<T> GetEnumerator() => ((IEnumerable<T>)new ArraySegment<T>(_items ?? [], 0, Count)).GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    public static bool operator ==(EquatableArray<T> left, EquatableArray<T> right) => left.Equals(right);

    public static bool operator !=(EquatableArray<T> left, EquatableArray<T> right) => !left.Equals(right);
}
