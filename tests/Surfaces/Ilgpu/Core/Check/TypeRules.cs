using System;
using System.Linq;
using System.Reflection;
using System.Runtime.CompilerServices;
using ILGPU.Runtime;
using ILGPU.Runtime.Cuda;

namespace ILGPU.Surface;

/// <summary>Which types a kernel may hold, and whose members it may call.</summary>
internal static class TypeRules
{
    private const string LauncherAssembly = "ILGPURuntime";

    private static readonly Type[] s_kernelTypes =
    [
        typeof(ArrayView<>), typeof(ArrayView1D<,>), typeof(ArrayViewExtensions), typeof(Index1D), typeof(Index2D), typeof(Index3D), typeof(LongIndex1D),
        typeof(Stride1D.Dense), typeof(Stride1D.General), typeof(Grid), typeof(Group), typeof(Warp), typeof(SharedMemory), typeof(LocalMemory),
        typeof(Atomic), typeof(MemoryFence), typeof(Interop), typeof(Half), typeof(SpecializedValue<>),
        typeof(CudaAsm), typeof(Input<>), typeof(Output<>), typeof(Ref<>),
    ];

    private static readonly string[] s_hostPrefixes = ["Allocate1D", "CopyFrom", "CopyTo", "GetAsArray", "MemSet"];

    /// <summary>Whether the type belongs to the API that is stood in for.</summary>
    public static bool IsSurface(Type type)
        => type.Assembly == typeof(TypeRules).Assembly || IsAlgorithms(type);

    public static bool IsAlgorithms(Type type) => type.Assembly.GetName().Name == "ILGPU.Algorithms";

    /// <summary>Whether the type is one of .NET's own.</summary>
    public static bool IsOfRuntime(Type type) => type.Assembly == typeof(object).Assembly;

    /// <summary>Whether kernels may call the members of a type of the API.</summary>
    public static bool IsForKernels(Type type)
        => IsAlgorithms(type) || s_kernelTypes.Contains(type.IsGenericType ? type.GetGenericTypeDefinition() : type);

    /// <summary>Whether a member of such a type is for the host all the same.</summary>
    public static bool IsHostOnly(MethodBase member)
        => member.Name is nameof(ToString) or nameof(GetHashCode)
            || (member.DeclaringType == typeof(ArrayViewExtensions)
                && s_hostPrefixes.Any(prefix => member.Name.StartsWith(prefix, StringComparison.Ordinal)));

    /// <summary>Whether C# keeps lambdas that capture nothing in this class.</summary>
    public static bool IsHolderOfPlainLambdas(Type type)
        => type.IsDefined(typeof(CompilerGeneratedAttribute))
            && type.GetFields(BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic).Length == 0;

    /// <summary>What is wrong with a value of this type in a kernel, as the end of a sentence; null where nothing is.</summary>
    public static string? FaultOf(Type type)
    {
        if (type.IsByRef || type.IsPointer)
            return FaultOf(type.GetElementType()!);
        if (type == typeof(void) || type.IsPrimitive || type.IsEnum || (IsSurface(type) && IsForKernels(type)))
            return null;
        if (type.IsArray)
            return $"is an array, {Name(type)}: use an ArrayView or LocalMemory.Allocate";
        if (!type.IsValueType)
            return $"is of class {Name(type)}: use a struct";
        if (type.IsByRefLike)
            return $"is a {Name(type)}: use an ArrayView";
        if (type.IsDefined(typeof(InlineArrayAttribute)))
            return $"is a {Name(type)}, an inline array: use LocalMemory.Allocate, or a struct with named fields";
        if (type == typeof(decimal))
            return "is a decimal: use double";
        if (type == typeof(System.Half))
            return "is a System.Half: use ILGPU.Half";
        return type.GetFields(BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic)
            .Select(field => FaultOf(field.FieldType) is { } fault ? $"has a field '{field.Name}' that {fault}" : null)
            .FirstOrDefault(fault => fault is not null);
    }

    /// <summary>Whether the assembly that ILGPU makes for its launchers can name the type of a kernel's parameter.</summary>
    public static bool IsVisibleToLauncher(Type type)
    {
        if (type.IsVisible)
            return true;
        if (type.IsGenericType && !type.GetGenericArguments().All(IsVisibleToLauncher))
            return false;
        for (Type? level = type; level is not null; level = level.DeclaringType)
        {
            bool isInternal = level.IsPublic || level.IsNestedPublic || level.IsNestedAssembly || level.IsNestedFamORAssem || level is { IsNested: false, IsNotPublic: true };
            if (!isInternal)
                return false;
        }

        return IsSurface(type) || type.Assembly.GetCustomAttributes<InternalsVisibleToAttribute>().Any(friend => friend.AssemblyName == LauncherAssembly);
    }

    public static string Name(Type type)
    {
        if (!type.IsGenericType)
            return type.Name;
        int tick = type.Name.IndexOf('`');
        return $"{(tick < 0 ? type.Name : type.Name[..tick])}<{string.Join(", ", type.GetGenericArguments().Select(Name))}>";
    }
}
