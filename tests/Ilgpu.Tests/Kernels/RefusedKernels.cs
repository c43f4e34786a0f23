using System;
using System.Collections.Generic;
using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using ILGPU;

namespace ModelGen.Ilgpu.Tests.Kernels;

/// <summary>Kernels in C# that no GPU gets: each for one reason.</summary>
internal static class RefusedKernels
{
    private static readonly float[] s_table = [1, 2, 3];
    private static float s_mutable = 1;

    public static IReadOnlyDictionary<string, Action<ArrayView<float>>> All { get; } = new Dictionary<string, Action<ArrayView<float>>>
    {
        ["Throws"] = Throws,
        ["Catches"] = Catches,
        ["CreatesAnArray"] = CreatesAnArray,
        ["CreatesAnObject"] = CreatesAnObject,
        ["Boxes"] = Boxes,
        ["UsesAString"] = UsesAString,
        ["AllocatesOnTheStack"] = AllocatesOnTheStack,
        ["UsesASpan"] = UsesASpan,
        ["UsesAnInlineArray"] = UsesAnInlineArray,
        ["ReadsAStaticArray"] = ReadsAStaticArray,
        ["ReadsAMutableStatic"] = ReadsAMutableStatic,
        ["WritesAStatic"] = WritesAStatic,
        ["CallsAVirtualMethod"] = CallsAVirtualMethod,
        ["CallsADelegate"] = CallsADelegate,
        ["UsesBitCast"] = UsesBitCast,
        ["UsesSystemHalf"] = UsesSystemHalf,
        ["Clamps"] = Clamps,
        ["RoundsUpToAPowerOfTwo"] = RoundsUpToAPowerOfTwo,
        ["HidesTheFaultInAHelper"] = HidesTheFaultInAHelper,
        ["UsesAVector"] = UsesAVector,
        ["UsesADecimal"] = UsesADecimal,
        ["ComparesRecords"] = ComparesRecords,
        ["UsesUnsafeSizeOf"] = UsesUnsafeSizeOf,
    };

    private static void Throws(ArrayView<float> view)
    {
        if (view.Length == 0)
            throw new InvalidOperationException();
        view[0] = 1;
    }

    private static void Catches(ArrayView<float> view)
    {
        try
        {
            view[0] = 1;
        }
        finally
        {
            view[1] = 2;
        }
    }

    private static void CreatesAnArray(ArrayView<float> view)
    {
        float[] values = new float[view.IntLength];
        values[0] = 1;
        view[0] = values[^1];
    }

    private static void CreatesAnObject(ArrayView<float> view) => view[0] = new Box(view[0]).Value;

    private static void Boxes(ArrayView<float> view)
    {
        object value = view[0];
        view[0] = value.GetHashCode();
    }

    private static void UsesAString(ArrayView<float> view) => view[0] = view.ToString().Length;

    private static void AllocatesOnTheStack(ArrayView<float> view)
    {
        Span<float> values = stackalloc float[4];
        values[0] = view[0];
        view[0] = values[0];
    }

    private static void UsesASpan(ArrayView<float> view)
    {
        Span<float> values = MemoryMarshal.CreateSpan(ref view[0], 1);
        values[0] = 2;
    }

    private static void UsesAnInlineArray(ArrayView<float> view)
    {
        Four values = default;
        values[Group.IdxX] = view[0];
        view[0] = values[1];
    }

    private static void ReadsAStaticArray(ArrayView<float> view) => view[0] = s_table[Group.IdxX];

    private static void ReadsAMutableStatic(ArrayView<float> view) => view[0] = s_mutable;

    private static void WritesAStatic(ArrayView<float> view) => s_mutable = view[0];

    private static void CallsAVirtualMethod(ArrayView<float> view) => view[0] = new Box(view[0]).Twice();

    private static void CallsADelegate(ArrayView<float> view)
    {
        Func<float, float> twice = static x => 2 * x;
        view[0] = twice(view[0]);
    }

    private static void UsesBitCast(ArrayView<float> view) => view[0] = BitConverter.SingleToUInt32Bits(view[1]);

    private static void UsesSystemHalf(ArrayView<float> view) => view[0] = (float)(System.Half)view[1];

    private static void Clamps(ArrayView<float> view) => view[0] = Math.Clamp(view[1], 0, 1);

    private static void RoundsUpToAPowerOfTwo(ArrayView<float> view) => view[0] = BitOperations.RoundUpToPowerOf2((uint)Group.IdxX);

    private static void HidesTheFaultInAHelper(ArrayView<float> view) => view[0] = Helper(view[0]);

    private static void UsesAVector(ArrayView<float> view) => view[0] = Vector.Sum(new Vector<float>(view[0]));

    private static void UsesADecimal(ArrayView<float> view) => view[0] = (float)((decimal)view[0] * 2);

    private static void ComparesRecords(ArrayView<float> view) => view[0] = new Pair(view[0]) == new Pair(view[1]) ? 1 : 0;

    private static void UsesUnsafeSizeOf(ArrayView<float> view) => view[0] = Unsafe.SizeOf<Pair>();

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static float Helper(float x) => x > 1 ? new Box(x).Value : 0;

    private class Box(float value)
    {
        public float Value { get; } = value;

        public virtual float Twice() => 2 * Value;
    }

    private readonly record struct Pair(float First);

    [InlineArray(4)]
    private struct Four
    {
        private float _first;
    }
}
