using System;
using System.Collections.Generic;
using System.Linq;
using System.Reflection;
using ModelGen.Gpu;

namespace ModelGen.Backends.Ptx.Tests;

/// <summary>All kernels of this project's models, found in what was emitted.</summary>
internal static class EmittedKernels
{
    private const BindingFlags Any = BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic;

    /// <summary>Those with a model's constants: products, attention, decoding.</summary>
    public static IReadOnlyList<MethodInfo> OfModels { get; } = [.. Classes().SelectMany(type => type.GetMethods(Any)).Where(IsKernel)];

    /// <summary>Those of the support code.</summary>
    public static IReadOnlyList<MethodInfo> OfSupport { get; } =
        [.. typeof(TensorProductKernel).Assembly.GetTypes().Where(type => type.Namespace == typeof(TensorProductKernel).Namespace).SelectMany(type => type.GetMethods(Any)).Where(IsKernel)];

    /// <summary>Every 16-bit product of the models, with every tile and type. One of those whose constants are equal stands for all: they are the same kernel.</summary>
    public static IReadOnlyList<(MethodInfo Kernel, int Threads)> Products { get; } =
    [
        .. from shape in Classes().SelectMany(type => type.GetNestedTypes(BindingFlags.NonPublic)).Where(type => type.IsAssignableTo(typeof(ITensorProduct))).DistinctBy(Constants)
           from tile in new[] { (Type: typeof(TensorTile128), Threads: 256), (Type: typeof(TensorTile64), Threads: 128) }
           from type in new[] { typeof(Float16), typeof(BFloat16) }
           select (typeof(TensorProductKernel).GetMethod(nameof(TensorProductKernel.Run))!.MakeGenericMethod(type, tile.Type, shape), tile.Threads),
    ];

    /// <summary>A 16-bit kernel of one model: the one whose name begins so, and goes on with the numbers of heads.</summary>
    /// <param name="keeps">That of training, which keeps sums and writes 32 bits.</param>
    public static MethodInfo Tensor(Type model, string name, bool brain, bool keeps = false) =>
        KernelsOf(model)!.GetMethods(Any).Single(method => method.Name.StartsWith("Tensor" + name, StringComparison.Ordinal) && char.IsAsciiDigit(method.Name["Tensor".Length + name.Length])
            && method.Name.Contains("Keep", StringComparison.Ordinal) == keeps
            && method.Name.EndsWith(brain ? "BFloat16Kernel" : "Float16Kernel", StringComparison.Ordinal) && method.Name.EndsWith("BFloat16Kernel", StringComparison.Ordinal) == brain);

    /// <summary>The gradient of one model's 16-bit attention: of queries, or of keys and values.</summary>
    public static MethodInfo TensorGradient(Type model, string side, bool brain) =>
        KernelsOf(model)!.GetMethods(Any).Single(method => method.Name.StartsWith("TensorAttentionGradient", StringComparison.Ordinal) && method.Name.EndsWith($"{side}{(brain ? "B" : "")}Float16Kernel", StringComparison.Ordinal));

    private static string Constants(Type product) => string.Join(' ', typeof(ITensorProduct).GetProperties().Select(constant => $"{constant.Name} {product.GetProperty(constant.Name)!.GetValue(null)}"));

    private static IEnumerable<Type> Classes() => typeof(EmittedKernels).Assembly.GetTypes().Select(KernelsOf).OfType<Type>();

    private static Type? KernelsOf(Type model) => model.GetNestedType("Gpu")?.GetNestedType("Kernels", BindingFlags.NonPublic);

    private static bool IsKernel(MethodInfo method) => method.Name.EndsWith("Kernel", StringComparison.Ordinal) && method.ReturnType == typeof(void) && !method.IsGenericMethod;
}
