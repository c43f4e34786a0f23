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
        for (int i = 0; i < Count; i++)
        {
            hash = unchecked((hash * 31) + (_items![i]?.GetHashCode() ?? 0));
        }

        return hash;
    }

    public Enumerator GetEnumerator() => new(this);

    IEnumerator<T> IEnumerable<T>.GetEnumerator() => ((IEnumerable<T>)new ArraySegment<T>(_items ?? [], 0, Count)).GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => ((IEnumerable<T>)this).GetEnumerator();

    public static bool operator ==(EquatableArray<T> left, EquatableArray<T> right) => left.Equals(right);

    public static bool operator !=(EquatableArray<T> left, EquatableArray<T> right) => !left.Equals(right);

    /// <summary>What <c>foreach</c> uses: the compiler goes through small arrays all the time, and this makes no object.</summary>
    public struct Enumerator
    {
        private readonly EquatableArray<T> _array;
        private int _index;

        internal Enumerator(EquatableArray<T> array) => (_array, _index) = (array, -1);

        public readonly T Current => _array._items![_index];

        public bool MoveNext() => ++_index < _array.Count;
    }
}
