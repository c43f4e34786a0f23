using System;
using System.Collections.Generic;
using System.Numerics.Tensors;
using ILGPU;
using ILGPU.Runtime;
using ILGPU.Runtime.CPU;
using ModelGen.Data;
using ModelGen.Equality;
using ModelGen.Gpu;
using ModelGen.Ilgpu.Tests.Harness;
using ModelGen.Training;
using Xunit;

namespace ModelGen.Ilgpu.Tests.Models;

/// <summary>What holds for a session as a whole: the same bits in every run, no growth, the library's Trainer, one clear exception for each fault.</summary>
public class GpuSessionTests
{
    [KernelFact]
    public void TheSameStepsGiveTheSameBits()
    {
        Assert.Equal(Trained(), Trained());

        static float[] Trained()
        {
            Padded model = new(seed: 3);
            using Padded.Gpu gpu = new(Machine.Shared.Accelerator, model);
            gpu.UseAdamW();
            Train(gpu);
            gpu.Download(model);
            return model.Store.Values.ToArray();
        }
    }

    /// <summary>The same of convolutions and pools over time.</summary>
    [KernelFact]
    public void TheSameStepsOverWindowsOfTimeGiveTheSameBits()
    {
        Assert.Equal(Trained(), Trained());

        static float[] Trained()
        {
            Scan model = new(seed: 3);
            using Scan.Gpu gpu = new(Machine.Shared.Accelerator, model);
            gpu.UseAdamW();
            Train(gpu);
            gpu.Download(model);
            return model.Store.Values.ToArray();
        }
    }

    [KernelFact]
    public void StepsAfterTheFirstAllocateNothingOnTheDevice()
    {
        Machine machine = Machine.Shared;
        Tagger model = new(seed: 3);
        using Tagger.Gpu gpu = new(machine.Accelerator, model);
        gpu.UseAdamW();
        int[] x = Values.Ints(2 * 9, 19, 1), y = Values.Ints(2 * 9, 7, 2);
        Step();
        long bytes = gpu.DeviceBytes;
        Step();
        Step();
        Assert.Equal(bytes, gpu.DeviceBytes);

        void Step()
        {
            gpu.AddGradients(new(x, [2, 9]), new(y, [2, 9]));
            gpu.Step(maximumNorm: 1);
            gpu.Predict(new ReadOnlyTensorSpan<int>(x, [2, 9]));
        }
    }

    /// <summary>Buffers of a square of T would quadruple.</summary>
    [KernelFact]
    public void MemoryGrowsWithTheLengthNotItsSquare()
    {
        Machine machine = Machine.Shared;
        long none = Bytes(0), one = Bytes(40) - none, two = Bytes(80) - none;
        Assert.InRange((double)two / one, 1.7, 2.1);

        long Bytes(int length)
        {
            Long model = new(seed: 3);
            using Long.Gpu gpu = new(machine.Accelerator, model);
            gpu.ZeroGradients();
            if (length > 0)
            {
                gpu.AddGradients(new(Values.Ints(length, 11, 1), [1, length]), new(Values.Ints(length, 11, 2), [1, length]));
            }

            return gpu.DeviceBytes - (length > 0 ? 4 * model.Store.Values.Length : 0);
        }
    }

    [KernelFact]
    public void ClippingAndMomentumAreThoseOfTheCpu()
    {
        Machine machine = Machine.Shared;
        Wide model = new(seed: 3), onCpu = new(seed: 3);
        using Wide.Gpu gpu = new(machine.Accelerator, model);
        gpu.UseSgd(learningRate: 0.5f, momentum: 0.9f, weightDecay: 0.01f);
        Sgd optimizer = new(onCpu.Store, learningRate: 0.5f, momentum: 0.9f, weightDecay: 0.01f);
        float[] x = Values.Floats(6 * 70, 1), y = Values.Shares(6 * 4, 2);
        for (int step = 0; step < 3; step++)
        {
            gpu.ComputeGradients(new(x, [6, 70]), new(y, [6, 4]));
            onCpu.ComputeGradients(new(x, [6, 70]), new(y, [6, 4]));
            float norm = TensorPrimitives.Norm<float>(onCpu.Store.Gradients);
            Compare.Close([gpu.ClipGradients(norm / 2)], [norm], 1e-4, "norm");
            gpu.Update();
            optimizer.Step(gradientScale: 0.5f, clearGradients: true);
        }

        gpu.Download(model);
        Compare.Close(model.Store.Values, onCpu.Store.Values, 1e-4, "weights");
    }

    [KernelFact]
    public void ANormThatIsNotFiniteLeavesTheWeights()
    {
        Machine machine = Machine.Shared;
        Wide model = new(seed: 3);
        using Wide.Gpu gpu = new(machine.Accelerator, model);
        gpu.UseAdamW();
        float[] x = Values.Floats(70, 1), before = model.Store.Values.ToArray();
        x[0] = float.NaN;
        gpu.AddGradients(new(x, [1, 70]), new(Values.Shares(4, 2), [1, 4]));
        gpu.Step(maximumNorm: 1);
        gpu.Download(model);
        Assert.Equal(before, model.Store.Values.ToArray());
    }

    [KernelFact]
    public void TheTrainerDrivesIt()
    {
        Machine machine = Machine.Shared;
        Tagger model = new(seed: 3), onCpu = new(seed: 3);
        using Tagger.Gpu gpu = new(machine.Accelerator, model);
        gpu.UseAdamW(learningRate: 0.01f);
        TrainerOptions options = new() { ClipNorm = 1, Accumulation = 2 };
        List<float> losses = [], expected = [];
        Fit(new Trainer<int, int>(gpu, options), losses);
        Fit(new Trainer<int, int>(onCpu, new AdamW(onCpu.Store, learningRate: 0.01f), options), expected);
        Compare.Close([.. losses], [.. expected], 1e-4, "losses");

        static void Fit(Trainer<int, int> trainer, List<float> losses)
        {
            TensorDataset<int, int> data = new(new(Values.Ints(8 * 9, 19, 1), [8, 9]), new(Values.Ints(8 * 9, 7, 2), [8, 9]), batch: 2, seed: 4);
            trainer.Fit(data, new FitOptions<int, int> { Steps = 3, Callbacks = [new Losses(losses)] });
        }
    }

    /// <summary>Of training, whose outputs are read before their gradient is written over them, and of held-out data.</summary>
    [KernelFact]
    public void MetricsAreThoseOfTheCpu()
    {
        Machine machine = Machine.Shared;
        Tagger model = new(seed: 3), onCpu = new(seed: 3);
        using Tagger.Gpu gpu = new(machine.Accelerator, model);
        gpu.UseAdamW(learningRate: 0.01f);
        EpochResult actual = Last(new Trainer<int, int>(gpu)), expected = Last(new Trainer<int, int>(onCpu, new AdamW(onCpu.Store, learningRate: 0.01f)));
        foreach (string metric in new[] { "accuracy", "first" })
        {
            Assert.Equal(expected.Metrics[metric], actual.Metrics[metric], 1e-4);
            Assert.Equal(expected.ValidationMetrics[metric], actual.ValidationMetrics[metric], 1e-4);
        }

        static EpochResult Last(Trainer<int, int> trainer)
        {
            TrainingHistory history = new();
            trainer.Fit(Data(4), new FitOptions<int, int> { Epochs = 2, Validation = Data(5), Metrics = [Metrics.Accuracy, new("first", (output, target) => output[0])], Callbacks = [history] });
            return history.Epochs[^1];
        }

        static TensorDataset<int, int> Data(int seed) => new(new(Values.Ints(7 * 9, 19, seed), [7, 9]), new(Values.Ints(7 * 9, 7, seed + 10), [7, 9]), batch: 2, seed: 4);
    }

    [KernelFact]
    public void AnOptimizerRefusesAFrozenModel()
    {
        Machine machine = Machine.Shared;
        Tagger model = new(seed: 3);
        using Tagger.Gpu gpu = new(machine.Accelerator, model);
        model.Store.Parameters[0].Freeze();
        Assert.Contains($"'{model.Store.Parameters[0].Name}' is frozen", Assert.Throws<NotSupportedException>(() => gpu.UseAdamW()).Message);
        model.Store.Parameters[0].Unfreeze();
        gpu.UseAdamW();
    }

    [KernelFact]
    public void WithoutAnAcceleratorItSaysHowToGetOne()
    {
        Exception fault = Assert.Throws<ArgumentNullException>(() => new GoldenMlp.Gpu(null!, new GoldenMlp()));
        Assert.Contains("GoldenMlp: there is no accelerator: make one from an ILGPU Context", fault.Message);
    }

    [KernelFact]
    public void GroupsThatAreTooSmallAreRefused()
    {
        using Context context = Context.Create(builder => builder.EnableAlgorithms().CPU());
        using Accelerator small = new CPUDevice(32, 1, 1).CreateCPUAccelerator(context, CPUAcceleratorMode.Parallel);
        Exception fault = Assert.Throws<NotSupportedException>(() => new GoldenMlp.Gpu(small, new GoldenMlp()));
        Assert.Contains("runs groups of 32 threads, the kernels need 128: for the CPU accelerator use new CPUDevice(32, 4, 1)", fault.Message);
    }

    [KernelFact]
    public void ShapesAreCheckedAsOnTheCpu()
    {
        Machine machine = Machine.Shared;
        GoldenGpt model = new(seed: 1);
        using GoldenGpt.Gpu gpu = new(machine.Accelerator, model);
        int[] ids = Values.Ints(34, 61, 1);
        ThrowTheSame(() => model.Predict(Shaped(ids, [2, 17])), () => gpu.Predict(Shaped(ids, [2, 17])));
        ThrowTheSame(() => model.ComputeGradients(Shaped(ids, [2, 4]), Shaped(ids, [2, 5])), () => gpu.ComputeGradients(Shaped(ids, [2, 4]), Shaped(ids, [2, 5])));
        Assert.Throws<ArgumentOutOfRangeException>(() => gpu.Predict(new ReadOnlyTensorSpan<int>([61], [1, 1])));
        Assert.Throws<ArgumentOutOfRangeException>(() => gpu.ComputeGradients(new([1], [1, 1]), new([61], [1, 1])));
        using GoldenGpt.Gpu.Decoder decoder = gpu.CreateDecoder();
        Assert.Throws<InvalidOperationException>(() => decoder.Append(ids.AsSpan(0, 17)));

        // After all of that it works.
        Compare.Close(Compare.Flat(gpu.Predict(new ReadOnlyTensorSpan<int>(ids, [2, 16]))), Compare.Flat(model.Predict(new ReadOnlyTensorSpan<int>(ids, [2, 16]))), 1e-4, "logits");

        static void ThrowTheSame(Action cpu, Action onDevice) =>
            Assert.Equal(Assert.Throws<ShapeMismatchException>(cpu).Message, Assert.Throws<ShapeMismatchException>(onDevice).Message);
    }

    [KernelFact]
    public void WhatMustComeFirstIsSaid()
    {
        Machine machine = Machine.Shared;
        using GoldenMlp.Gpu gpu = new(machine.Accelerator, new GoldenMlp());
        Assert.Contains("call UseAdamW or UseSgd first", Assert.Throws<InvalidOperationException>(gpu.Update).Message);
        Assert.Contains("call Forward before Backward", Assert.Throws<InvalidOperationException>(() => gpu.Backward(new(new float[5], [1, 5]))).Message);
    }

    [KernelFact]
    public void DisposedItRefuses()
    {
        Machine machine = Machine.Shared;
        GoldenMlp model = new();
        GoldenMlp.Gpu gpu = new(machine.Accelerator, model);
        gpu.Predict(new ReadOnlyTensorSpan<float>(new float[20], [1, 20]));
        gpu.Dispose();
        gpu.Dispose();
        Assert.Equal(0, gpu.DeviceBytes);
        Assert.Throws<ObjectDisposedException>(() => gpu.Predict(new ReadOnlyTensorSpan<float>(new float[20], [1, 20])));
        Assert.Equal(5, model.Predict(new ReadOnlyTensorSpan<float>(new float[20], [1, 20])).FlattenedLength);
    }

    [KernelFact]
    public void TooLargeATensorIsRefusedBeforeAnythingIsAllocated()
    {
        Exception fault = Assert.Throws<InvalidOperationException>(() => GpuLimits.Check("M", 1L << 31));
        Assert.Contains("lower the batch or the length of the sequence", fault.Message);
    }

    // The analyzer follows shapes that are written where a model is called, and these are wrong on purpose.
    private static ReadOnlyTensorSpan<int> Shaped(int[] values, nint[] shape) => new(values, shape);

    private static void Train(ITrainingSession<int, int> session)
    {
        for (int step = 0; step < 2; step++)
        {
            session.ComputeGradients(new(Values.Ints(3 * 9, 19, step), [3, 9]), new(Values.Ints(3, 3, step), [3]), default, scale: 1);
            session.ClipGradients(0.5f);
            session.Update();
        }
    }

    private sealed class Losses(List<float> losses) : ITrainingCallback
    {
        public bool OnStep(in TrainingProgress progress, bool validated)
        {
            losses.Add(progress.Loss);
            return true;
        }
    }
}
