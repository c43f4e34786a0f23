using System;
using System.ComponentModel;
using ModelGen.Cpu.Products;
using ModelGen.Cpu.Simd;
using ModelGen.Cpu.Small;

namespace ModelGen.Cpu;

/// <summary>The linear layer y = activation(x · Wᵀ + b) + residual, with the weight stored [outputs, inputs], and its gradients.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static unsafe class LinearKernels
{
    /// <summary>The forward pass. Up to 16 rows (decoding) the weight is streamed once through a matrix-times-vector kernel.</summary>
    /// <param name="x">[rows, inputs].</param>
    /// <param name="weight">[outputs, inputs]: floats, or small numbers with their scales.</param>
    /// <param name="bias">[outputs], or empty.</param>
    /// <param name="y">[rows, outputs].</param>
    /// <param name="preActivation">[rows, outputs]: receives x · Wᵀ + b for the backward pass; or empty.</param>
    /// <param name="residual">[rows, outputs], added last; or empty. May be <paramref name="y"/> itself where there is no activation.</param>
    /// <exception cref="ArgumentException">A span's length disagrees with its shape.</exception>
    public static void Forward(
        ThreadTeam team,
        ReadOnlySpan<float> x,
        WeightMatrix weight,
        ReadOnlySpan<float> bias,
        Span<float> y,
        int rows,
        int inputs,
        int outputs,
        Activation activation = Activation.None,
        Span<float> preActivation = default,
        ReadOnlySpan<float> residual = default)
        => Forward(team, x, weight, bias, y, rows, inputs, outputs, activation, preActivation, residual, VectorPath.Best);

    /// <summary>The same with a chosen vector width, for tests.</summary>
    internal static void Forward(
        ThreadTeam team,
        ReadOnlySpan<float> x,
        WeightMatrix weight,
        ReadOnlySpan<float> bias,
        Span<float> y,
        int rows,
        int inputs,
        int outputs,
        Activation activation,
        Span<float> preActivation,
        ReadOnlySpan<float> residual,
        int path)
    {
        ArgumentNullException.ThrowIfNull(team);
        Check(x.Length, rows, inputs, nameof(x));
        if (!weight.Is(outputs, inputs))
        {
            throw new ArgumentException($"{weight.Count} numbers are not [{outputs}, {inputs}].", nameof(weight));
        }

        CheckOptional(bias.Length, 1, outputs, nameof(bias));
        Check(y.Length, rows, outputs, nameof(y));
        CheckOptional(preActivation.Length, rows, outputs, nameof(preActivation));
        CheckOptional(residual.Length, rows, outputs, nameof(residual));
        if (rows == 0 || outputs == 0)
        {
            return;
        }

        fixed (float* px = x, pw = weight.Floats, py = y, pb = bias, pre = preActivation, pr = residual)
        {
            Product product = new()
            {
                M = rows,
                N = outputs,
                K = inputs,
                A = new Operand((IntPtr)px, inputs, DepthAdjacent: true),
                B = new Operand((IntPtr)pw, inputs, DepthAdjacent: true),
                C = py,
                CStep = outputs,
                Epilogue = new Epilogue { Bias = pb, PreActivation = pre, Activation = activation, Residual = pr },
            };
            AddInPlace(ref product, nameof(residual));
            if (weight.Small is { } small)
            {
                RunSmall(team, product, small, path);
            }
            else if (rows <= MatrixVector.MaximumRows && !product.Accumulate)
            {
                MatrixVector.Run(team, product, path);
            }
            else if (DotProducts.Fits(product))
            {
                DotProducts.Run(team, product, path);
            }
            else
            {
                ProductRunner.Run(team, product, path);
            }
        }
    }

    /// <summary>The gradient with respect to the input: dx = (dy · W) ⊙ activation'(preActivation) + residualGradient.</summary>
    /// <param name="dy">[rows, outputs].</param>
    /// <param name="weight">[outputs, inputs].</param>
    /// <param name="dx">[rows, inputs].</param>
    /// <param name="residualGradient">[rows, inputs], or empty. May be <paramref name="dx"/> itself where there is no activation.</param>
    /// <param name="activation">The activation that produced this layer's <em>input</em>, whose backward pass is done along with it.</param>
    /// <param name="preActivation">[rows, inputs]: what that activation was applied to; empty exactly where there is none.</param>
    /// <exception cref="ArgumentException">A span's length disagrees with its shape.</exception>
    public static void BackwardInput(
        ThreadTeam team,
        ReadOnlySpan<float> dy,
        ReadOnlySpan<float> weight,
        Span<float> dx,
        int rows,
        int inputs,
        int outputs,
        ReadOnlySpan<float> residualGradient = default,
        Activation activation = Activation.None,
        ReadOnlySpan<float> preActivation = default)
        => BackwardInput(team, dy, weight, dx, rows, inputs, outputs, residualGradient, activation, preActivation, VectorPath.Best);

    /// <summary>The same with a chosen vector width, for tests.</summary>
    internal static void BackwardInput(
        ThreadTeam team,
        ReadOnlySpan<float> dy,
        ReadOnlySpan<float> weight,
        Span<float> dx,
        int rows,
        int inputs,
        int outputs,
        ReadOnlySpan<float> residualGradient,
        Activation activation,
        ReadOnlySpan<float> preActivation,
        int path)
    {
        ArgumentNullException.ThrowIfNull(team);
        Check(dy.Length, rows, outputs, nameof(dy));
        Check(weight.Length, outputs, inputs, nameof(weight));
        Check(dx.Length, rows, inputs, nameof(dx));
        CheckOptional(residualGradient.Length, rows, inputs, nameof(residualGradient));
        CheckOptional(preActivation.Length, rows, inputs, nameof(preActivation));
        if (activation != Activation.None && preActivation.IsEmpty && rows > 0)
        {
            throw new ArgumentException($"The derivative of {activation} needs the values before the activation.", nameof(preActivation));
        }

        if (rows == 0 || inputs == 0)
        {
            return;
        }

        fixed (float* py = dy, pw = weight, px = dx, pr = residualGradient, pre = preActivation)
        {
            Product product = new()
            {
                M = rows,
                N = inputs,
                K = outputs,
                A = new Operand((IntPtr)py, outputs, DepthAdjacent: true),
                B = new Operand((IntPtr)pw, inputs, DepthAdjacent: false),
                C = px,
                CStep = inputs,
                Epilogue = new Epilogue
                {
                    Activation = activation,
                    DerivativeAt = activation == Activation.None ? null : pre,
                    Residual = pr,
                },
            };
            AddInPlace(ref product, nameof(residualGradient));
            ProductRunner.Run(team, product, path);
        }
    }

    /// <summary>The gradients with respect to the parameters, added: dWeight += dyᵀ · x, dBias += the sums of dy's columns.</summary>
    /// <param name="dy">[rows, outputs].</param>
    /// <param name="x">[rows, inputs].</param>
    /// <param name="dWeight">[outputs, inputs], or empty where it is not wanted.</param>
    /// <param name="dBias">[outputs], or empty.</param>
    /// <exception cref="ArgumentException">A span's length disagrees with its shape.</exception>
    public static void BackwardWeight(
        ThreadTeam team,
        ReadOnlySpan<float> dy,
        ReadOnlySpan<float> x,
        Span<float> dWeight,
        Span<float> dBias,
        int rows,
        int inputs,
        int outputs)
        => BackwardWeight(team, dy, x, dWeight, dBias, rows, inputs, outputs, VectorPath.Best);

    /// <summary>The same with a chosen vector width, for tests.</summary>
    internal static void BackwardWeight(
        ThreadTeam team,
        ReadOnlySpan<float> dy,
        ReadOnlySpan<float> x,
        Span<float> dWeight,
        Span<float> dBias,
        int rows,
        int inputs,
        int outputs,
        int path)
    {
        ArgumentNullException.ThrowIfNull(team);
        Check(dy.Length, rows, outputs, nameof(dy));
        Check(x.Length, rows, inputs, nameof(x));
        CheckOptional(dWeight.Length, outputs, inputs, nameof(dWeight));
        CheckOptional(dBias.Length, 1, outputs, nameof(dBias));
        if (rows == 0 || outputs == 0)
        {
            return;
        }

        fixed (float* py = dy, px = x, pw = dWeight, pb = dBias)
        {
            if (pb != null)
            {
                ColumnSums.Add(team, py, pb, rows, outputs, path);
            }

            if (inputs == 0 || pw == null)
            {
                return;
            }

            Product product = new()
            {
                M = outputs,
                N = inputs,
                K = rows,
                A = new Operand((IntPtr)py, outputs, DepthAdjacent: false),
                B = new Operand((IntPtr)px, inputs, DepthAdjacent: false),
                C = pw,
                CStep = inputs,
                Accumulate = true,
            };
            ProductRunner.Run(team, product, path);
        }
    }

    private static void RunSmall(ThreadTeam team, Product product, SmallMatrix weight, int path)
    {
        SmallRows rows = weight.Pointers;
        weight.Input.Observer?.See(product, WholeRows.Most(product.K));
        if (product.M <= MatrixVector.MaximumRows && !product.Accumulate)
        {
            if (rows.Format == Quantization.Weights.BFloat16) SmallProducts.Run(team, product, rows, path);
            else WholeDots.Run(team, product, rows, path);
        }
        else if (WholeProducts.Fits(rows))
        {
            WholeProducts.Run(team, product, &rows, path);
        }
        else
        {
            product.B = Operand.Of(&rows);
            ProductRunner.Run(team, product, path);
        }

        GC.KeepAlive(weight);
    }

    /// <summary>A residual that is the output itself: partial sums overwrite it, so it has to be added first.</summary>
    private static void AddInPlace(ref Product product, string name)
    {
        if (product.Epilogue.Residual != product.C)
        {
            return;
        }

        if (product.Epilogue.Activation != Activation.None)
        {
            throw new ArgumentException("The residual may be the output itself only where there is no activation.", name);
        }

        product.Accumulate = true;
        product.Epilogue.Residual = null;
    }

    private static void Check(int length, int rows, int columns, string name)
    {
        if (rows < 0 || columns < 0 || length != (long)rows * columns)
        {
            throw new ArgumentException($"{length} floats are not [{rows}, {columns}].", name);
        }
    }

    private static void CheckOptional(int length, int rows, int columns, string name)
    {
        if (length != 0)
        {
            Check(length, rows, columns, name);
        }
    }
}
