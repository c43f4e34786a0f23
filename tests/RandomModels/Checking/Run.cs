using System;
using System.Collections.Generic;
using System.Linq;
using System.Runtime.InteropServices;

namespace ModelGen.RandomModels.Checking;

/// <summary>What a model gave for one batch.</summary>
internal sealed record Run(float[] Prediction, float[] Output, float[] InputGradient, float[] Gradients, float[] Buffers, float PredictedLoss, float Loss, float[] LossGradients)
{
    private const ulong Key = 5;

    /// <summary>Everything that a model can do, running statistics put back each time.</summary>
    /// <param name="subject">The model.</param>
    /// <param name="workspace">May have served other batches.</param>
    /// <param name="sample">The batch.</param>
    /// <param name="outputGradient">For the backward pass.</param>
    /// <param name="hasLoss">There is a target.</param>
    public static Run Of(ISubject subject, Workspace workspace, Sample sample, float[] outputGradient, bool hasLoss)
    {
        ParameterStore store = subject.Store;
        float[] statistics = store.BufferValues.ToArray();
        float[] prediction = subject.Predict(sample);
        float predictedLoss = hasLoss ? subject.ComputeLoss(sample) : 0;
        workspace.RandomKey = Key;
        subject.RandomState = Key; // a session on another target has no workspace
        store.ZeroGradients();
        float[] output = subject.Forward(workspace, sample);
        float[] buffers = store.BufferValues.ToArray();
        float[] inputGradient = subject.Backward(workspace, sample, outputGradient);
        float[] gradients = store.Gradients.ToArray();
        statistics.CopyTo(store.BufferValues);
        if (!hasLoss) return new(prediction, output, inputGradient, gradients, buffers, 0, 0, []);
        store.ZeroGradients();
        subject.RandomState = Key;
        float loss = subject.ComputeGradients(sample);
        float[] lossGradients = store.Gradients.ToArray();
        statistics.CopyTo(store.BufferValues);
        return new(prediction, output, inputGradient, gradients, buffers, predictedLoss, loss, lossGradients);
    }

    /// <summary>The name of the first part of which not every bit is the same; null: there is none.</summary>
    public string? DifferenceFrom(Run other) =>
        Parts(other).FirstOrDefault(part => !MemoryMarshal.AsBytes(part.Mine.AsSpan()).SequenceEqual(MemoryMarshal.AsBytes(part.Theirs.AsSpan()))).Name;

    private IEnumerable<(string Name, float[] Mine, float[] Theirs)> Parts(Run other) =>
    [
        ("prediction", Prediction, other.Prediction),
        ("training's output", Output, other.Output),
        ("gradient of the input", InputGradient, other.InputGradient),
        ("gradients", Gradients, other.Gradients),
        ("running statistics", Buffers, other.Buffers),
        ("loss", [PredictedLoss, Loss], [other.PredictedLoss, other.Loss]),
        ("gradients of the loss", LossGradients, other.LossGradients),
    ];
}
