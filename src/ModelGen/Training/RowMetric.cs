using System;

namespace ModelGen.Training;

/// <summary>What one example says of a model: a number whose mean over examples is the metric.</summary>
/// <typeparam name="TTarget">The element type of targets.</typeparam>
/// <param name="output">The example's outputs: logits, as Predict gives them. Of class ids, a row of logits, for each step of a sequence one.</param>
/// <param name="target">The example's targets: one class id, or as many numbers as there are outputs.</param>
public delegate double RowMetric<TTarget>(ReadOnlySpan<float> output, ReadOnlySpan<TTarget> target)
    where TTarget : unmanaged;
