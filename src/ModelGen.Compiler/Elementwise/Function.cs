using System;
using System.Collections.Generic;

namespace ModelGen.Compiler.Elementwise;

/// <summary>A function of numbers, element by element: a row of <see cref="Functions"/>. Texts have their arguments as {0}, {1}.</summary>
/// <param name="name">PascalCase; what the graph printer and emitted names show.</param>
/// <param name="partials">The derivatives with respect to each argument, from the arguments and the value; null where there is none.</param>
/// <param name="simd">Over vectors <c>T</c> of the CPU target.</param>
/// <param name="gpu">Over floats, in a kernel.</param>
/// <param name="torch">Over tensors; empty for what only gradients have.</param>
/// <param name="onnx">The operator of ONNX; empty where it takes several.</param>
public sealed class Function(string name, int arity, Func<IReadOnlyList<Scalar>, Scalar, IReadOnlyList<Scalar?>>? partials, string simd, string gpu, string torch, string onnx)
{
    private Expression? _alone;

    public string Name => name;

    public int Arity => arity;

    public string Simd => simd;

    public string Gpu => gpu;

    public string Torch => torch;

    public string Onnx => onnx;

    /// <summary>How strongly the texts bind: 1 for sums, 2 for products, 3 for calls.</summary>
    public int Binding { get; init; } = 3;

    /// <summary>The result is 1 or 0, and has no gradient.</summary>
    public bool IsMask { get; init; }

    /// <summary>Greater than 0 where its first argument is and nowhere else, for constants from 0 up.</summary>
    public bool KeepsPositive { get; init; }

    /// <summary>Takes tens of instructions.</summary>
    public bool IsLong { get; init; }

    /// <summary>What products and kernels of one function call it.</summary>
    public Activation Activation { get; init; }

    /// <summary>The kernels of the function alone, forward and backward, that take the function's constants as their last arguments; null where expressions are as good.</summary>
    public string? Kernel { get; init; }

    /// <summary>The same of simpler functions, which its derivative shares: how a backward pass computes it again.</summary>
    public Func<IReadOnlyList<Scalar>, Scalar>? Definition { get; init; }

    /// <summary>Of inputs alone: what most layers are.</summary>
    internal Expression Alone => _alone ??= Expression.Made(this, []);

    public Scalar Of(params Scalar[] arguments) => arguments[0].Builder.Apply(this, arguments);

    /// <returns>One for each argument; null where there is none.</returns>
    public IReadOnlyList<Scalar?> Partials(IReadOnlyList<Scalar> arguments, Scalar value) => partials?.Invoke(arguments, value) ?? new Scalar?[arity];
}
