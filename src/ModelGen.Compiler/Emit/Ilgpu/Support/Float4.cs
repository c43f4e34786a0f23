using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace ModelGen.Gpu;

/// <summary>Four floats that a kernel loads, stores and keeps in registers as one.</summary>
[StructLayout(LayoutKind.Sequential)]
internal struct Float4
{
    public float X;
    public float Y;
    public float Z;
    public float W;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public Float4(float x, float y, float z, float w) => (X, Y, Z, W) = (x, y, z, w);

    /// <summary>a · b + c.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Float4 MultiplyAdd(float a, Float4 b, Float4 c) => new((a * b.X) + c.X, (a * b.Y) + c.Y, (a * b.Z) + c.Z, (a * b.W) + c.W);

    /// <summary>The sum of the products of components, plus <paramref name="sum"/>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float Dot(Float4 a, Float4 b, float sum) => (a.W * b.W) + ((a.Z * b.Z) + ((a.Y * b.Y) + ((a.X * b.X) + sum)));

    /// <summary>The sum of the components.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float Sum(Float4 a) => (a.X + a.Y) + (a.Z + a.W);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Float4 Multiply(Float4 a, Float4 b) => new(a.X * b.X, a.Y * b.Y, a.Z * b.Z, a.W * b.W);

    /// <summary>a - b, from each component.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Float4 Subtract(Float4 a, float b) => new(a.X - b, a.Y - b, a.Z - b, a.W - b);

    /// <summary>The greater of each two components.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Float4 Max(Float4 a, Float4 b) => new(a.X > b.X ? a.X : b.X, a.Y > b.Y ? a.Y : b.Y, a.Z > b.Z ? a.Z : b.Z, a.W > b.W ? a.W : b.W);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Float4 Scale(float a, Float4 b) => new(a * b.X, a * b.Y, a * b.Z, a * b.W);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Float4 Add(Float4 a, Float4 b) => new(a.X + b.X, a.Y + b.Y, a.Z + b.Z, a.W + b.W);
}
