using System;
using System.Collections.Generic;
using System.Linq;
using System.Reflection;

namespace ModelGen.Compiler.Elementwise;

/// <summary>
/// The table of element-wise functions: name, derivative, and what each target writes. Arithmetic here, elementary functions and activations in the other halves. Constants of a function
/// (a slope, a bound) are its last arguments.
/// </summary>
public static partial class Functions
{
    private const string X = "global::ILGPU.Algorithms.XMath.";
    private const string M = "Gpu::GpuMath.";
    private const string F = "Sharp::torch.nn.functional.";

    public static Function Add { get; } = new("Add", 2, (x, _) => [One(x), One(x)], "{0} + {1}", "{0} + {1}", "{0} + {1}", "Add") { Binding = 1, Kernel = "ElementwiseKernels.Add" };

    public static Function Subtract { get; } = new("Subtract", 2, (x, _) => [One(x), x[0].Constant(-1)], "{0} - {1}", "{0} - {1}", "{0} - {1}", "Sub") { Binding = 1 };

    public static Function Multiply { get; } = new("Multiply", 2, (x, _) => [x[1], x[0]], "{0} * {1}", "{0} * {1}", "{0} * {1}", "Mul") { Binding = 2 };

    public static Function Divide { get; } = new("Divide", 2, (x, y) => [1 / x[1], -(y / x[1])], "{0} / {1}", "{0} / {1}", "{0} / {1}", "Div") { Binding = 2 };

    public static Function Negate { get; } = new("Negate", 1, (x, _) => [x[0].Constant(-1)], "T.Negate({0})", "(-{0})", "{0}.neg()", "Neg");

    /// <summary>The greater; equals share the gradient.</summary>
    public static Function Maximum { get; } = new("Maximum", 2, (x, _) => [Greater(x[0], x[1]), Greater(x[1], x[0])], "T.Maximum({0}, {1})", X + "Max({0}, {1})", "{0}.maximum({1})", "Max");

    /// <summary>The less; equals share the gradient.</summary>
    public static Function Minimum { get; } = new("Minimum", 2, (x, _) => [Greater(x[1], x[0]), Greater(x[0], x[1])], "T.Minimum({0}, {1})", X + "Min({0}, {1})", "{0}.minimum({1})", "Min");

    /// <summary>1 where a &lt; b.</summary>
    public static Function Less { get; } = new("Less", 2, null, "T.Less({0}, {1})", M + "Less({0}, {1})", "{0}.lt({1})", "Less") { IsMask = true };

    /// <summary>1 where a ≤ b.</summary>
    public static Function AtMost { get; } = new("AtMost", 2, null, "T.AtMost({0}, {1})", M + "AtMost({0}, {1})", "{0}.le({1})", "LessOrEqual") { IsMask = true };

    /// <summary>1 where a = b.</summary>
    public static Function Equal { get; } = new("Equal", 2, null, "T.Equal({0}, {1})", M + "Equal({0}, {1})", "{0}.eq({1})", "Equal") { IsMask = true };

    public static Function And { get; } = new("And", 2, null, "{0} * {1}", "{0} * {1}", "{0}.logical_and({1})", "And") { IsMask = true, Binding = 2 };

    public static Function Or { get; } = new("Or", 2, null, "T.Maximum({0}, {1})", X + "Max({0}, {1})", "{0}.logical_or({1})", "Or") { IsMask = true };

    public static Function Not { get; } = new("Not", 1, null, "T.Of(1f) - {0}", "1f - {0}", "{0}.logical_not()", "Not") { IsMask = true, Binding = 1 };

    /// <summary>b where the mask a is 1, c where it is 0.</summary>
    public static Function Where { get; } = new("Where", 3, (x, _) => [null, x[0].Choose(One(x), Zero(x)), x[0].Choose(Zero(x), One(x))], "T.Where({0}, {1}, {2})", M + "Where({0}, {1}, {2})", "{1}.where({0}, {2})", "Where");

    // Read when all halves of the class are there.
    private static readonly Lazy<IReadOnlyList<Function>> s_all = new(() => [.. typeof(Functions).GetProperties(BindingFlags.Public | BindingFlags.Static)
        .Where(property => property.PropertyType == typeof(Function)).Select(property => (Function)property.GetValue(null)!).OrderBy(function => function.Name, StringComparer.Ordinal)]);

    /// <summary>Every row.</summary>
    public static IReadOnlyList<Function> All => s_all.Value;

    private static Scalar One(IReadOnlyList<Scalar> x) => x[0].Constant(1);

    private static Scalar Zero(IReadOnlyList<Scalar> x) => x[0].Constant(0);

    // 1 where a is greater, one half where it is equal, else 0.
    private static Scalar Greater(Scalar a, Scalar b) => ((a > b) + AtMost.Of(b, a)) * 0.5;
}
