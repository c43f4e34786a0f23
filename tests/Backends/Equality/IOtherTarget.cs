using System;
using System.Collections.Generic;
using System.Numerics.Tensors;

namespace ModelGen.Equality;

/// <summary>A model on the target that this project is about, with the parameters of one on the CPU target.</summary>
internal interface IOtherTarget<TInput, TTarget> : IDisposable
    where TInput : unmanaged
    where TTarget : unmanaged
{
    /// <summary>Whether dropout hides the numbers that it hides on the CPU target.</summary>
    bool DrawsTheSameDropout { get; }

    /// <summary>It has no losses and no gradients.</summary>
    bool OnlyPredicts => false;

    /// <summary>Of the norm of the output.</summary>
    double OutputTolerance => Closeness.OfOutputs;

    float[] Predict(ReadOnlyTensorSpan<TInput> input);

    float ComputeLoss(ReadOnlyTensorSpan<TInput> input, ReadOnlyTensorSpan<TTarget> target, ReadOnlySpan<float> weights = default);

    /// <summary>The training loss; its gradients are <see cref="Gradients"/> then.</summary>
    float ComputeGradients(ReadOnlyTensorSpan<TInput> input, ReadOnlyTensorSpan<TTarget> target, ReadOnlySpan<float> weights = default);

    /// <summary>By the parameters' names, in the layout of the CPU target.</summary>
    IReadOnlyDictionary<string, float[]> Gradients();
}
