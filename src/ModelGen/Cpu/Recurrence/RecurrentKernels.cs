using System;
using System.ComponentModel;
using System.Runtime.Intrinsics;
using ModelGen.Cpu.Products;
using ModelGen.Cpu.Simd;

namespace ModelGen.Cpu;

/// <summary>
/// Recurrent layers over projected inputs: what a step adds to p = W x + b, which is one product for all steps, is u = U h + b'. A masked step keeps
/// the state.
/// </summary>
/// <remarks>Sequences of a batch are independent of each other: each thread takes some through all steps, with the weight packed once for all.</remarks>
[EditorBrowsable(EditorBrowsableState.Never)]
public static unsafe class RecurrentKernels
{
    /// <summary>The states of all steps.</summary>
    /// <param name="team">Who works.</param>
    /// <param name="kind">The cell.</param>
    /// <param name="projected">[batch, length, gates · hidden]: W x + b.</param>
    /// <param name="weight">[gates · hidden, hidden]: U.</param>
    /// <param name="bias">[gates · hidden]: b'.</param>
    /// <param name="mask">[batch, length]: 1 = real, 0 = padding; empty: all steps are real.</param>
    /// <param name="y">[batch, length, hidden].</param>
    /// <param name="gates">[batch, length, gates · hidden], for the backward pass (not for <see cref="RecurrentKind.Rnn"/>); or empty.</param>
    /// <param name="cells">[batch, length, hidden], for the backward pass: the cell of <see cref="RecurrentKind.Lstm"/>, the n part of u of
    /// <see cref="RecurrentKind.Gru"/>; or empty.</param>
    /// <param name="batch">Number of sequences.</param>
    /// <param name="length">Steps of a sequence.</param>
    /// <param name="hidden">Size of the state.</param>
    /// <param name="reverse">From the last step to the first.</param>
    /// <param name="start">[batch, hidden]: the states to begin at; empty: zeros.</param>
    /// <param name="startCell">[batch, hidden]: the cells of <see cref="RecurrentKind.Lstm"/> to begin at; empty: zeros.</param>
    /// <exception cref="ShapeMismatchException">Lengths disagree.</exception>
    public static void Forward(ThreadTeam team, RecurrentKind kind, ReadOnlySpan<float> projected, ReadOnlySpan<float> weight, ReadOnlySpan<float> bias, ReadOnlySpan<float> mask,
        Span<float> y, Span<float> gates, Span<float> cells, int batch, int length, int hidden, bool reverse = false, ReadOnlySpan<float> start = default, ReadOnlySpan<float> startCell = default)
    {
        ArgumentNullException.ThrowIfNull(team);
        int width = Gates(kind) * hidden;
        Check.Shape(projected, batch, length, width);
        Check.Shape(weight, width, hidden);
        Check.Shape(bias, width);
        Check.Optional(mask, batch, length);
        Check.Shape(y, batch, length, hidden);
        Check.Optional(gates, batch, length, width);
        Check.Optional(cells, batch, length, hidden);
        Check.Optional(start, batch, hidden);
        Check.Optional(startCell, batch, hidden);
        fixed (float* pProjected = projected, pWeight = weight, pBias = bias, pMask = mask, py = y, pGates = gates, pCells = cells, pStart = start, pStartCell = startCell)
        {
            RecurrentCells cell = new()
            {
                Kind = kind, Hidden = hidden, Width = width, Length = length, Reverse = reverse, Projected = pProjected, Bias = pBias, Mask = pMask, Y = py, Gates = pGates, Cells = pCells,
                Start = pStart, StartCell = pStartCell,
            };
            Run(team, cell, new Operand((nint)pWeight, hidden, DepthAdjacent: true), width, hidden, batch);
        }
    }

    /// <summary>The gradient with respect to p, to u where that differs, and to what the steps began at.</summary>
    /// <param name="team">Who works.</param>
    /// <param name="kind">The cell.</param>
    /// <param name="dy">[batch, length, hidden]; empty: nobody reads the states.</param>
    /// <param name="weight">[gates · hidden, hidden].</param>
    /// <param name="mask">[batch, length], as in the forward pass.</param>
    /// <param name="y">[batch, length, hidden]: what the forward pass gave.</param>
    /// <param name="gates">[batch, length, gates · hidden], from the forward pass; empty for <see cref="RecurrentKind.Rnn"/>.</param>
    /// <param name="cells">[batch, length, hidden], from the forward pass; empty for <see cref="RecurrentKind.Rnn"/>.</param>
    /// <param name="dProjected">[batch, length, gates · hidden], overwritten.</param>
    /// <param name="dState">[batch, length, gates · hidden], overwritten: the gradient of u of <see cref="RecurrentKind.Gru"/>; empty for the others, whose is
    /// <paramref name="dProjected"/>.</param>
    /// <param name="batch">Number of sequences.</param>
    /// <param name="length">Steps of a sequence.</param>
    /// <param name="hidden">Size of the state.</param>
    /// <param name="reverse">As in the forward pass.</param>
    /// <param name="dCells">[batch, length, hidden]: the gradient of the cells of <see cref="RecurrentKind.Lstm"/>; empty: nobody reads them.</param>
    /// <param name="start">As in the forward pass.</param>
    /// <param name="startCell">As in the forward pass.</param>
    /// <param name="dStart">[batch, hidden], overwritten; empty: not wanted.</param>
    /// <param name="dStartCell">[batch, hidden], overwritten; empty: not wanted.</param>
    /// <exception cref="ShapeMismatchException">Lengths disagree.</exception>
    public static void Backward(ThreadTeam team, RecurrentKind kind, ReadOnlySpan<float> dy, ReadOnlySpan<float> weight, ReadOnlySpan<float> mask, ReadOnlySpan<float> y,
        ReadOnlySpan<float> gates, ReadOnlySpan<float> cells, Span<float> dProjected, Span<float> dState, int batch, int length, int hidden, bool reverse = false,
        ReadOnlySpan<float> dCells = default, ReadOnlySpan<float> start = default, ReadOnlySpan<float> startCell = default, Span<float> dStart = default, Span<float> dStartCell = default)
    {
        ArgumentNullException.ThrowIfNull(team);
        int width = Gates(kind) * hidden;
        bool isPlain = kind == RecurrentKind.Rnn;
        Check.Optional(dy, batch, length, hidden);
        Check.Shape(weight, width, hidden);
        Check.Optional(mask, batch, length);
        Check.Shape(y, batch, length, hidden);
        Check.Shape(gates, isPlain ? 0 : batch, length, width);
        Check.Shape(cells, isPlain ? 0 : batch, length, hidden);
        Check.Shape(dProjected, batch, length, width);
        Check.Shape(dState, kind == RecurrentKind.Gru ? batch : 0, length, width);
        Check.Optional(dCells, batch, length, hidden);
        Check.Optional(start, batch, hidden);
        Check.Optional(startCell, batch, hidden);
        Check.Optional(dStart, batch, hidden);
        Check.Optional(dStartCell, batch, hidden);
        fixed (float* pDy = dy, pWeight = weight, pMask = mask, py = y, pGates = gates, pCells = cells, pDProjected = dProjected, pDState = dState)
        fixed (float* pDCells = dCells, pStart = start, pStartCell = startCell, pDStart = dStart, pDStartCell = dStartCell)
        {
            RecurrentCells cell = new()
            {
                Kind = kind, Hidden = hidden, Width = width, Length = length, Reverse = reverse, Dy = pDy, Mask = pMask, Y = py, Gates = pGates, Cells = pCells,
                DProjected = pDProjected, DState = pDState == null ? pDProjected : pDState, DCells = pDCells, Start = pStart, StartCell = pStartCell, DStart = pDStart, DStartCell = pDStartCell,
            };
            Run(team, cell, new Operand((nint)pWeight, hidden, DepthAdjacent: false), hidden, width, batch);
        }
    }

    /// <summary>The gradients of U and b', added.</summary>
    /// <param name="team">Who works.</param>
    /// <param name="dState">[batch, length, width]: the gradient of u. Its first steps are put aside meanwhile, and put back.</param>
    /// <param name="y">[batch, length, hidden]: the states.</param>
    /// <param name="dWeight">[width, hidden].</param>
    /// <param name="dBias">[width].</param>
    /// <param name="batch">Number of sequences.</param>
    /// <param name="length">Steps of a sequence.</param>
    /// <param name="width">Gates times <paramref name="hidden"/>.</param>
    /// <param name="hidden">Size of the state.</param>
    /// <param name="reverse">As in the forward pass.</param>
    /// <param name="start">[batch, hidden]: as in the forward pass.</param>
    /// <exception cref="ShapeMismatchException">Lengths disagree.</exception>
    public static void BackwardWeight(ThreadTeam team, Span<float> dState, ReadOnlySpan<float> y, Span<float> dWeight, Span<float> dBias, int batch, int length, int width, int hidden,
        bool reverse = false, ReadOnlySpan<float> start = default)
    {
        ArgumentNullException.ThrowIfNull(team);
        Check.Shape(dState, batch, length, width);
        Check.Shape(y, batch, length, hidden);
        Check.Optional(start, batch, hidden);
        Check.Shape(dWeight, width, hidden);
        Check.Shape(dBias, width);
        int rows = batch * length;
        if (rows == 0) return;
        fixed (float* pDState = dState, pDBias = dBias)
        {
            ColumnSums.Add(team, pDState, pDBias, rows, width, VectorPath.Best);
        }

        // A step's gradient meets the state before it, one row away; that of the first steps is the start, and the row before theirs is another sequence's.
        Span<float> aside = new(team.Scratch(0, (long)batch * width), batch * width);
        int first = reverse ? length - 1 : 0;
        for (int b = 0; b < batch; b++)
        {
            Span<float> step = dState.Slice(((b * length) + first) * width, width);
            step.CopyTo(aside.Slice(b * width, width));
            step.Clear();
        }

        if (!start.IsEmpty) LinearKernels.BackwardWeight(team, aside, start, dWeight, default, batch, hidden, width);
        int used = (rows - 1) * width, states = (rows - 1) * hidden;
        ReadOnlySpan<float> gradients = reverse ? dState[..used] : dState[width..];
        LinearKernels.BackwardWeight(team, gradients, reverse ? y[hidden..] : y[..states], dWeight, default, rows - 1, hidden, width);
        for (int b = 0; b < batch; b++)
        {
            aside.Slice(b * width, width).CopyTo(dState.Slice(((b * length) + first) * width, width));
        }
    }

    private static int Gates(RecurrentKind kind) => kind switch
    {
        RecurrentKind.Rnn => 1,
        RecurrentKind.Lstm => 4,
        RecurrentKind.Gru => 3,
        _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, "Unknown cell."),
    };

    private static void Run(ThreadTeam team, in RecurrentCells cells, Operand weight, int columns, int depth, int batch)
    {
        if (batch == 0 || cells.Length == 0 || cells.Hidden == 0) return;
        switch (VectorPath.Best)
        {
            case 512: RecurrentJob<Simd512, Vector512<float>, Lanes512>.Run(team, cells, weight, columns, depth, batch); break;
            case 256: RecurrentJob<Simd256, Vector256<float>, Lanes256>.Run(team, cells, weight, columns, depth, batch); break;
            default: RecurrentJob<Simd128, Vector128<float>, Lanes128>.Run(team, cells, weight, columns, depth, batch); break;
        }
    }
}
