using System;
using ModelGen.Data;

namespace ModelGen.Training;

/// <summary>A model together with its own optimizer: what a <see cref="Trainer{TBatch}"/> drives, wherever parameters and gradients are.</summary>
/// <remarks>Emitted code of targets that another library runs implements it, so that this library need not know that one.</remarks>
/// <typeparam name="TBatch">The type of batches.</typeparam>
public interface ITrainingSession<TBatch>
    where TBatch : class, IBatch<TBatch>, new()
{
    /// <summary>The learning rate of the next update.</summary>
    float LearningRate { get; set; }

    /// <summary>Drops gradients that are there.</summary>
    void ZeroGradients();

    /// <summary>Adds <paramref name="scale"/> times the gradients of the mean loss. Every call up to an update gets the same scale.</summary>
    /// <returns>The mean loss, not scaled.</returns>
    float ComputeGradients(TBatch batch, float scale);

    /// <summary>Multiplies the gradients that are there: where the batches of one update weigh differently.</summary>
    void ScaleGradients(float factor);

    /// <summary>Scales the gradients down together so that their global norm is at most <paramref name="maximumNorm"/>.</summary>
    /// <returns>The norm before; when it is not finite, no update follows.</returns>
    float ClipGradients(float maximumNorm);

    /// <summary>Updates the parameters and leaves no gradients.</summary>
    void Update();

    /// <summary>The mean loss without dropout; gradients stay as they are.</summary>
    float ComputeLoss(TBatch batch);

    /// <inheritdoc cref="ITrainable{TBatch}.TotalWeight"/>
    double TotalWeight(TBatch batch, Span<bool> counts = default);
}
