using System;
using System.Collections.Frozen;
using System.Collections.Generic;
using System.Diagnostics;
using System.Linq;
using System.Numerics;
using System.Reflection;
using System.Runtime.CompilerServices;

namespace ILGPU.Surface;

/// <summary>
/// What ILGPU 1.5.3 makes of .NET's own methods, as measured with its PTX backend: some it knows, some it knows with EnableAlgorithms() only;
/// the others it compiles from their IL, or cannot.
/// </summary>
internal static class CallRules
{
    private static readonly FrozenSet<Type> s_numbers = new[]
    {
        typeof(Math), typeof(MathF), typeof(float), typeof(double), typeof(int), typeof(uint), typeof(long), typeof(ulong),
    }.ToFrozenSet();

    private static readonly FrozenSet<string> s_known = Words(
        "Abs BigMul Ceiling CopySign Floor IsFinite IsInfinity IsNaN IsNegativeInfinity IsPositiveInfinity Max MaxMagnitude Min MinMagnitude "
        + "MultiplyAddEstimate ReciprocalEstimate ReciprocalSqrtEstimate ScaleB Sqrt Truncate LeadingZeroCount PopCount RotateLeft RotateRight "
        + "TrailingZeroCount");

    private static readonly FrozenSet<string> s_knownOfFloat = Words("Cos Sin Tanh");

    private static readonly FrozenSet<string> s_algorithms = Words("Acos Asin Atan Atan2 Cos Cosh Exp Log Log10 Pow Round Sin Sinh Tan Tanh");

    private static readonly FrozenSet<string> s_knownBits = Words("DoubleToInt64Bits Int32BitsToSingle Int64BitsToDouble SingleToInt32Bits");

    private static readonly FrozenDictionary<string, string> s_instead = new Dictionary<string, string>
    {
        ["FusedMultiplyAdd"] = "a * b + c, which becomes one instruction",
        ["Log2"] = "XMath.Log2",
        ["Cbrt"] = "XMath.Pow",
        ["Clamp"] = "Math.Max and Math.Min",
        ["SingleToUInt32Bits"] = "Interop.FloatAsInt",
        ["DoubleToUInt64Bits"] = "Interop.FloatAsInt",
        ["UInt32BitsToSingle"] = "Interop.IntAsFloat",
        ["UInt64BitsToDouble"] = "Interop.IntAsFloat",
    }.ToFrozenDictionary();

    /// <summary>Namespaces of .NET whose methods ILGPU does not compile, whatever their IL.</summary>
    private static readonly FrozenSet<string> s_foreign = Words("System.Numerics System.Runtime.InteropServices System.Runtime.Intrinsics System.Threading");

    public static bool IsKnown(MethodBase method)
    {
        Type type = method.DeclaringType!;
        if (type == typeof(Unsafe))
            return method.Name == nameof(Unsafe.As);
        if (type == typeof(BitConverter))
            return s_knownBits.Contains(method.Name);
        if (type == typeof(BitOperations))
            return s_known.Contains(method.Name);
        if (type == typeof(Debug))
            return method.Name == nameof(Debug.Assert);
        bool isOfFloat = method is MethodInfo { ReturnType: var result } && result == typeof(float);
        return s_numbers.Contains(type) && (s_known.Contains(method.Name) || (isOfFloat && s_knownOfFloat.Contains(method.Name)));
    }

    public static bool NeedsAlgorithms(MethodBase method)
        => s_numbers.Contains(method.DeclaringType!) && s_algorithms.Contains(method.Name);

    /// <summary>Why a kernel cannot contain the method's IL; null where it can.</summary>
    public static string? FaultOf(MethodBase method)
    {
        Type type = method.DeclaringType!;
        string name = $"{TypeRules.Name(type)}.{method.Name}";
        if (type == typeof(System.Half))
            return $"calls {name}: use ILGPU.Half";
        if (type == typeof(decimal))
            return $"calls {name}: use double";
        if (type.Namespace == nameof(System) && s_instead.TryGetValue(method.Name, out string? instead))
            return $"calls {name}, which ILGPU does not know: write {instead}";
        bool isForeign = type == typeof(Unsafe) || (TypeRules.IsOfRuntime(type) && s_foreign.Contains(type.Namespace ?? ""));
        if (isForeign || method.GetMethodBody() is null)
            return $"calls {name}, which ILGPU does not know";
        if (method.GetParameters().Any(parameter => parameter.ParameterType.IsByRefLike) || method is MethodInfo { ReturnType.IsByRefLike: true })
            return $"calls {name} with a span: use an ArrayView";
        return null;
    }

    private static FrozenSet<string> Words(string words) => words.Split(' ').ToFrozenSet();
}
