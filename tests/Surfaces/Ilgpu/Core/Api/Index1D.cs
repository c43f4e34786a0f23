using System;

namespace ILGPU;

public readonly struct Index1D(int x) : IEquatable<Index1D>, IIndex
{
    public static readonly Index1D Zero = new(0);
    public static readonly Index1D One = new(1);

    public int X { get; } = x;

    public int Size => X;

    public long LongSize => X;

    public static implicit operator Index1D(int idx) => new(idx);

    public static implicit operator int(Index1D idx) => idx.X;

    public static explicit operator uint(Index1D idx) => (uint)idx.X;

    public static implicit operator LongIndex1D(Index1D index) => new(index.X);

    public static Index1D operator +(Index1D first, Index1D second) => new(first.X + second.X);

    public static Index1D operator -(Index1D first, Index1D second) => new(first.X - second.X);

    public static Index1D operator *(Index1D first, Index1D second) => new(first.X * second.X);

    public static Index1D operator /(Index1D first, Index1D second) => new(first.X / second.X);

    public static bool operator ==(Index1D first, Index1D second) => first.Equals(second);

    public static bool operator !=(Index1D first, Index1D second) => !first.Equals(second);

    public bool Equals(Index1D other) => X == other.X;

    public override bool Equals(object? obj) => obj is Index1D other && Equals(other);

    public override int GetHashCode() => HashCode.Combine(X);

    public override string ToString() => $"{X}";
}
