using System;
using System.Numerics.Tensors;
using ModelGen.Training;

namespace ModelGen.Ilgpu.Tests.Models;

/// <summary>Inference of either target.</summary>
internal delegate Tensor<float> Predictor<T>(ReadOnlyTensorSpan<T> input);

/// <summary>One model on both targets, and what is to be equal.</summary>
internal static class Session
{
    /// <summary>Outputs within 1e-4, the loss within 1e-4, gradients within 1e-3, all of them against the CPU target.</summary>
    public static void Check<TInput, TTarget>(
        ITrainable<TInput, TTarget> model,
        Predictor<TInput> cpu,
        Predictor<TInput> predict,
        ITrainingSession<TInput, TTarget> gpu,
        Action download,
        TInput[] input,
        nint[] shape,
        TTarget[] target,
        nint[] targetShape)
        where TInput : unmanaged
        where TTarget : unmanaged
    {
        ReadOnlyTensorSpan<TInput> x = new(input, shape);
        ReadOnlyTensorSpan<TTarget> y = new(target, targetShape);
        Compare.Close(Compare.Flat(predict(x)), Compare.Flat(cpu(x)), 1e-4, "output");
        Compare.Close([gpu.ComputeLoss(x, y)], [model.ComputeLoss(x, y)], 1e-4, "loss");

        float loss = model.ComputeGradients(x, y);
        float[] expected = model.Store.Gradients.ToArray();
        Compare.Close([gpu.ComputeGradients(x, y, 1)], [loss], 1e-4, "training loss");
        download();
        Compare.Gradients(model.Store, expected, 1e-3);
    }
}
