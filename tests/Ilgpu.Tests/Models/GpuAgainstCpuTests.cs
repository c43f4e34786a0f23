using ModelGen.Ilgpu.Tests.Harness;

namespace ModelGen.Ilgpu.Tests.Models;

/// <summary>Every op of the target, in models that the CPU target runs too: the same seed, so the same weights and the same dropout.</summary>
public class GpuAgainstCpuTests
{
    [KernelFact]
    public void OddModel()
    {
        using Machine machine = Machine.Open();
        Odd model = new(seed: 3);
        using Odd.Gpu gpu = new(machine.Accelerator, model);
        Session.Check<float, float>(model, model.Predict, gpu.Predict, gpu, () => gpu.DownloadGradients(model), Values.Floats(5 * 12, 1), [5, 12], Values.Floats(5 * 3, 2), [5, 3]);
    }

    [KernelFact]
    public void WideModel()
    {
        using Machine machine = Machine.Open();
        Wide model = new(seed: 3);
        using Wide.Gpu gpu = new(machine.Accelerator, model);
        Session.Check<float, float>(model, model.Predict, gpu.Predict, gpu, () => gpu.DownloadGradients(model), Values.Floats(70 * 70, 1), [70, 70], Values.Shares(70 * 4, 2), [70, 4]);
    }

    [KernelFact]
    public void BrightestModel()
    {
        using Machine machine = Machine.Open();
        Brightest model = new(seed: 3);
        using Brightest.Gpu gpu = new(machine.Accelerator, model);
        Session.Check<float, float>(model, model.Predict, gpu.Predict, gpu, () => gpu.DownloadGradients(model), Values.Floats(4 * 60, 1), [4, 3, 4, 5], Values.Floats(4 * 4, 2), [4, 4]);
    }

    [KernelFact]
    public void AverageModel()
    {
        using Machine machine = Machine.Open();
        Average model = new(seed: 3);
        using Average.Gpu gpu = new(machine.Accelerator, model);
        Session.Check<float, float>(model, model.Predict, gpu.Predict, gpu, () => gpu.DownloadGradients(model), Values.Floats(4 * 60, 1), [4, 3, 4, 5], Values.Floats(4 * 4, 2), [4, 4]);
    }

    [KernelFact]
    public void BothModel()
    {
        using Machine machine = Machine.Open();
        Both model = new(seed: 3);
        using Both.Gpu gpu = new(machine.Accelerator, model);
        Session.Check<float, float>(model, model.Predict, gpu.Predict, gpu, () => gpu.DownloadGradients(model), Values.Floats(2 * 37 * 6, 1), [2, 37, 6], Values.Floats(2 * 3, 2), [2, 3]);
    }

    [KernelFact]
    public void PaddedModel()
    {
        using Machine machine = Machine.Open();
        Padded model = new(seed: 3);
        using Padded.Gpu gpu = new(machine.Accelerator, model);
        Session.Check<int, int>(model, model.Predict, gpu.Predict, gpu, () => gpu.DownloadGradients(model), Values.Ints(4 * 11, 19, 1), [4, 11], Values.Ints(4, 3, 2), [4]);
    }

    [KernelFact]
    public void TaggerModel()
    {
        using Machine machine = Machine.Open();
        Tagger model = new(seed: 3);
        using Tagger.Gpu gpu = new(machine.Accelerator, model);
        Session.Check<int, int>(model, model.Predict, gpu.Predict, gpu, () => gpu.DownloadGradients(model), Values.Ints(3 * 13, 19, 1), [3, 13], Values.Ints(3 * 13, 7, 2), [3, 13]);
    }

    [KernelFact]
    public void LastModel()
    {
        using Machine machine = Machine.Open();
        Last model = new(seed: 3);
        using Last.Gpu gpu = new(machine.Accelerator, model);
        Session.Check<int, float>(model, model.Predict, gpu.Predict, gpu, () => gpu.DownloadGradients(model), Values.Ints(5 * 6, 4, 1), [5, 6], Values.Shares(5, 2), [5, 1]);
    }

    [KernelFact]
    public void MostModel()
    {
        using Machine machine = Machine.Open();
        Most model = new(seed: 3);
        using Most.Gpu gpu = new(machine.Accelerator, model);
        Session.Check<int, float>(model, model.Predict, gpu.Predict, gpu, () => gpu.DownloadGradients(model), Values.Ints(5 * 6, 4, 1), [5, 6], Values.Floats(10, 2), [5, 2]);
    }

    [KernelFact]
    public void LongModel()
    {
        using Machine machine = Machine.Open();
        Long model = new(seed: 3);
        using Long.Gpu gpu = new(machine.Accelerator, model);
        Session.Check<int, int>(model, model.Predict, gpu.Predict, gpu, () => gpu.DownloadGradients(model), Values.Ints(2 * 140, 11, 1), [2, 140], Values.Ints(2 * 140, 11, 2), [2, 140]);
    }

    [KernelFact]
    public void TakingTurnsModel()
    {
        using Machine machine = Machine.Open();
        TakingTurns model = new(seed: 3);
        using TakingTurns.Gpu gpu = new(machine.Accelerator, model);
        Session.Check<int, float>(model, model.Predict, gpu.Predict, gpu, () => gpu.DownloadGradients(model), Values.Ints(3 * 8, 7, 1), [3, 8], Values.Floats(3 * 6, 2), [3, 6]);
    }

    [KernelFact]
    public void KeepingNothingModel()
    {
        using Machine machine = Machine.Open();
        KeepingNothing model = new(seed: 3);
        using KeepingNothing.Gpu gpu = new(machine.Accelerator, model);
        Session.Check<int, float>(model, model.Predict, gpu.Predict, gpu, () => gpu.DownloadGradients(model), Values.Ints(3 * 13, 13, 1), [3, 13], Values.Floats(3 * 13, 2), [3, 13, 1]);
    }

    [KernelFact]
    public void Head48Model()
    {
        using Machine machine = Machine.Open();
        Head48 model = new(seed: 3);
        using Head48.Gpu gpu = new(machine.Accelerator, model);
        Session.Check<float, float>(model, model.Predict, gpu.Predict, gpu, () => gpu.DownloadGradients(model), Values.Floats(35 * 5, 1), [1, 35, 5], Values.Floats(35 * 2, 2), [1, 35, 2]);
    }

    [KernelFact]
    public void Head96Model()
    {
        using Machine machine = Machine.Open();
        Head96 model = new(seed: 3);
        using Head96.Gpu gpu = new(machine.Accelerator, model);
        Session.Check<float, float>(model, model.Predict, gpu.Predict, gpu, () => gpu.DownloadGradients(model), Values.Floats(35 * 5, 1), [1, 35, 5], Values.Floats(35 * 2, 2), [1, 35, 2]);
    }

    [KernelFact]
    public void Head160Model()
    {
        using Machine machine = Machine.Open();
        Head160 model = new(seed: 3);
        using Head160.Gpu gpu = new(machine.Accelerator, model);
        Session.Check<float, float>(model, model.Predict, gpu.Predict, gpu, () => gpu.DownloadGradients(model), Values.Floats(20 * 5, 1), [1, 20, 5], Values.Floats(20 * 2, 2), [1, 20, 2]);
    }

    [KernelFact]
    public void WithoutALossTheCallerGivesTheGradient()
    {
        using Machine machine = Machine.Open();
        NoLoss model = new(seed: 3);
        using NoLoss.Gpu gpu = new(machine.Accelerator, model);
        float[] x = Values.Floats(6 * 8, 1), dy = Values.Floats(6 * 8, 2);
        float[] expectedInput = new float[6 * 8], actualInput = new float[6 * 8];
        Workspace workspace = new();
        float[] expected = new float[6 * 8];
        model.Forward(workspace, new(x, [6, 8])).FlattenTo(expected);
        model.Backward(workspace, new(dy, [6, 8]), new(expectedInput, [6, 8]));
        float[] gradients = model.Store.Gradients.ToArray();

        Compare.Close(Compare.Flat(gpu.Forward(new(x, [6, 8]))), expected, 1e-4, "output");
        gpu.Backward(new(dy, [6, 8]), new(actualInput, [6, 8]));
        Compare.Close(actualInput, expectedInput, 1e-3, "input gradient");
        gpu.DownloadGradients(model);
        Compare.Gradients(model.Store, gradients, 1e-3);
    }

    [KernelFact]
    public void TheOutputMayBeReadByTheBackwardPass()
    {
        using Machine machine = Machine.Open();
        Renamed model = new(seed: 3);
        using Renamed.Gpu gpu = new(machine.Accelerator, model);
        float[] x = Values.Floats(5 * 24, 1), dy = Values.Floats(5 * 12, 2);
        float[] expectedInput = new float[5 * 24], actualInput = new float[5 * 24];
        Workspace workspace = new();
        model.Forward(workspace, new(x, [5, 4, 6]));
        model.Backward(workspace, new(dy, [5, 3, 2, 2]), new(expectedInput, [5, 4, 6]));
        gpu.Forward(new(x, [5, 4, 6]));
        gpu.Backward(new(dy, [5, 3, 2, 2]), new(actualInput, [5, 4, 6]));
        Compare.Close(actualInput, expectedInput, 1e-3, "input gradient");
    }
}
