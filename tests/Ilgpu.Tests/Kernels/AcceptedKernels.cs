using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.Numerics;
using System.Runtime.CompilerServices;
using ILGPU;
using ILGPU.Algorithms;
using ILGPU.Runtime.Cuda;

namespace ModelGen.Ilgpu.Tests.Kernels;

/// <summary>C# that ILGPU takes: the stand-in must take it too. Each writes to view[0] what its second member says of view[1].</summary>
internal static class AcceptedKernels
{
    private const float Factor = 3;
    private static readonly float s_offset = 0.5f;
    private static readonly Pair s_pair = new(1, 2);

    private interface IOperation
    {
        static abstract float Apply(float x);
    }

    private interface IScale
    {
        float Scale(float x);
    }

    private enum Kind
    {
        Plus,
        Times,
    }

    public static IReadOnlyDictionary<string, (Action<ArrayView<float>> Kernel, Func<float, float> Expected)> All { get; }
        = new Dictionary<string, (Action<ArrayView<float>>, Func<float, float>)>
        {
            ["Constants"] = (view => view[0] = view[1] * Factor + s_offset, x => x * Factor + s_offset),
            ["StaticStruct"] = (view => view[0] = view[1] + s_pair.Second, x => x + 2),
            ["StaticAbstract"] = (view => view[0] = Apply<Square>(view[1]), x => x * x),
            ["StructGeneric"] = (view => view[0] = Scale(new Twice(2), view[1]), x => 2 * x),
            ["Tuples"] = (Tuples, x => x + (x + 1)),
            ["Switch"] = (view => view[0] = Choose(Kind.Times, view[1]), x => x * x),
            ["RefReturns"] = (RefReturns, x => x + 1),
            ["Bits"] = (view => view[0] = Interop.IntAsFloat(Interop.FloatAsInt(view[1]) & 0x7FFFFFFF), MathF.Abs),
            ["SignedBits"] = (view => view[0] = BitConverter.Int32BitsToSingle(BitConverter.SingleToInt32Bits(view[1])), x => x),
            ["IsNaN"] = (view => view[0] = float.IsNaN(view[1]) ? 1 : 0, _ => 0),
            ["IsInfinity"] = (view => view[0] = float.IsInfinity(view[1]) ? 1 : 0, _ => 0),
            ["IsFinite"] = (view => view[0] = float.IsFinite(view[1]) ? 1f : 0f, _ => 1),
            ["MathF"] = (view => view[0] = MathF.Max(MathF.Sqrt(MathF.Abs(view[1])), MathF.Floor(view[1])), x => MathF.Max(MathF.Sqrt(MathF.Abs(x)), MathF.Floor(x))),
            ["XMath"] = (view => view[0] = XMath.Max(XMath.Abs(view[1]), XMath.Min(view[1], 0)), MathF.Abs),
            ["Remainder"] = (view => view[0] = view[1] % 1, x => x % 1),
            ["Integers"] = (view => view[0] = (int)view[1] / 2 + ((int)view[1] << 2) + BitOperations.PopCount(7u), x => (int)x / 2 + ((int)x << 2) + 3),
            ["Checked"] = (view => view[0] = checked((int)view[1] + 1), x => (int)x + 1),
            ["Halves"] = (view => view[0] = (ILGPU.Half)view[1] + (ILGPU.Half)1f, x => x + 1),
            ["SizeOf"] = (view => view[0] = Interop.SizeOf<Pair>(), _ => 8),
            ["UnsafeAs"] = (view => view[0] = Unsafe.As<float, int>(ref view[1]), x => BitConverter.SingleToInt32Bits(x)),
            ["Nullable"] = (view => view[0] = new float?(view[1]).GetValueOrDefault(), x => x),
            ["LocalFunction"] = (LocalFunction, x => 2 * x),
            ["Assertions"] = (Assertions, x => x),
            ["GuardedAssembler"] = (GuardedAssembler, x => x + 1),
            ["Recursion"] = (view => view[0] = Factorial(4) + view[1], x => 24 + x),
            ["Lerp"] = (view => view[0] = float.Lerp(view[1], 1, 0), x => x),
            ["DefaultStruct"] = (view => view[0] = default(Pair).First + view[1], x => x),
            ["StructCopies"] = (StructCopies, x => x + 5),
        };

    private static float Apply<T>(float x)
        where T : struct, IOperation
        => T.Apply(x);

    private static float Scale<T>(T scale, float x)
        where T : struct, IScale
        => scale.Scale(x);

    private static void Tuples(ArrayView<float> view)
    {
        (float first, float second) = Both(view[1]);
        view[0] = first + second;
    }

    private static (float First, float Second) Both(float x) => (x, x + 1);

    private static float Choose(Kind kind, float x) => kind switch
    {
        Kind.Plus => x + x,
        Kind.Times => x * x,
        _ => 0,
    };

    private static void RefReturns(ArrayView<float> view)
    {
        ref float target = ref At(view, 0);
        target = view[1];
        target++;
    }

    private static ref float At(ArrayView<float> view, int index) => ref view[index];

    private static void LocalFunction(ArrayView<float> view)
    {
        view[0] = Double(view[1]);

        static float Double(float x) => 2 * x;
    }

    private static void Assertions(ArrayView<float> view)
    {
        Debug.Assert(view.Length > 1);
        view[0] = view[1];
    }

    private static void GuardedAssembler(ArrayView<float> view)
    {
        float sum = view[1];
        if (CudaAsm.IsSupported)
            CudaAsm.Emit("add.f32 %0, %1, 0f3F800000;", out sum, view[1]);
        else
            sum += 1;
        view[0] = sum;
    }

    private static void StructCopies(ArrayView<float> view)
    {
        Pair pair = new(view[1], 5);
        Pair copy = pair with { First = pair.Second };
        view[0] = pair.First + copy.First;
    }

    private static float Factorial(int n) => n <= 1 ? 1 : n * Factorial(n - 1);

    private readonly record struct Pair(float First, float Second);

    private readonly struct Square : IOperation
    {
        public static float Apply(float x) => x * x;
    }

    private readonly struct Twice(float factor) : IScale
    {
        public float Scale(float x) => factor * x;
    }
}
