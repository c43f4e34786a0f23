using System;
using ModelGen.Data;

namespace ModelGen.Training;

/// <summary>A model with a loss: what a <c>Trainer</c> needs to know of it.</summary>
/// <remarks>Models of one input and one target are <see cref="ITrainable{TInput, TTarget}"/>.</remarks>
/// <typeparam name="TBatch">The type of batches.</typeparam>
public interface ITrainable<TBatch>
    where TBatch : class, IBatch<TBatch>, new()
{
    /// <summary>The parameters and their gradients.</summary>
    ParameterStore Store { get; }

    /// <summary>The state of the random numbers (dropout), saved in checkpoints.</summary>
    ulong RandomState { get; set; }

    /// <summary>The token id that the model takes as padding: its <c>[Tokens(Padding = ...)]</c>. -1: none.</summary>
    int Padding => -1;

    /// <summary>Forward, loss and backward: adds the gradients of the mean loss into the store and returns that loss.</summary>
    /// <remarks>The mean is the weighted one, each target with its example's weight: Σ w·x / Σ w.</remarks>
    float ComputeGradients(TBatch batch);

    /// <summary>The mean loss without dropout; gradients stay as they are.</summary>
    float ComputeLoss(TBatch batch);

    /// <summary>What the mean loss of a batch divides by: the weights of the targets that count, without weights their number. A mean over batches weighs them by it.</summary>
    /// <param name="batch">The batch.</param>
    /// <param name="counts">Empty, or as long as the targets: receives which of them count.</param>
    double TotalWeight(TBatch batch, Span<bool> counts = default);
}
