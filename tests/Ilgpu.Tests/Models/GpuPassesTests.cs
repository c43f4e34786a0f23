using System.Numerics.Tensors;
using ModelGen.Ilgpu.Tests.Harness;

namespace ModelGen.Ilgpu.Tests.Models;

/// <summary>The two passes of a model whose caller has the loss: outputs and gradients of the input are the CPU target's. Models with a loss: <see cref="Equality.EqualityTests"/>.</summary>
public class GpuPassesTests
{
    [KernelFact]
    public void WithoutALossTheCallerGivesTheGradient()
    {
        Machine machine = Machine.Shared;
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
        Machine machine = Machine.Shared;
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

    [KernelFact]
    public void PlacesThatTakeTurnsStayAligned()
    {
        Machine machine = Machine.Shared;
        TakingTurns model = new(seed: 3);
        using TakingTurns.Gpu gpu = new(machine.Accelerator, model);
        int[] ids = Values.Ints(3 * 8, 7, 1);
        float[] dy = Values.Floats(3 * 6, 2), expected = new float[3 * 6];
        Workspace workspace = new();
        model.Forward(workspace, new(ids, [3, 8])).FlattenTo(expected);
        model.Backward(workspace, new(dy, [3, 6]));
        float[] gradients = model.Store.Gradients.ToArray();

        Compare.Close(Compare.Flat(gpu.Predict(new ReadOnlyTensorSpan<int>(ids, [3, 8]))), expected, 1e-4, "prediction");
        Compare.Close(Compare.Flat(gpu.Forward(new(ids, [3, 8]))), expected, 1e-4, "output");
        gpu.Backward(new(dy, [3, 6]));
        gpu.DownloadGradients(model);
        Compare.Gradients(model.Store, gradients, 1e-3);
    }

    [KernelFact]
    public void BlocksMayKeepNothing()
    {
        Machine machine = Machine.Shared;
        KeepingNothing model = new(seed: 3);
        using KeepingNothing.Gpu gpu = new(machine.Accelerator, model);
        int[] ids = Values.Ints(3 * 13, 13, 1);
        float[] dy = Values.Floats(3 * 13, 2), expected = new float[3 * 13];
        Workspace workspace = new();
        model.Forward(workspace, new(ids, [3, 13])).FlattenTo(expected);
        model.Backward(workspace, new(dy, [3, 13, 1]));
        float[] gradients = model.Store.Gradients.ToArray();

        Compare.Close(Compare.Flat(gpu.Forward(new(ids, [3, 13]))), expected, 1e-4, "output");
        gpu.Backward(new(dy, [3, 13, 1]));
        gpu.DownloadGradients(model);
        Compare.Gradients(model.Store, gradients, 1e-3);
    }
}
