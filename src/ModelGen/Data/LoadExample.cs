using System;

namespace ModelGen.Data;

/// <summary>Writes one example; called by several threads at once.</summary>
/// <param name="example">Which one, counted from 0.</param>
/// <param name="input">Receives its input, row-major.</param>
/// <param name="target">Receives its target.</param>
public delegate void LoadExample<TInput, TTarget>(int example, Span<TInput> input, Span<TTarget> target)
    where TInput : unmanaged
    where TTarget : unmanaged;
