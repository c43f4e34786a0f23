using System.Numerics.Tensors;
using ILGPU;
using ILGPU.Algorithms;
using ILGPU.Runtime.CPU;
using ModelGen.Models.Tests;
using ModelGen.Runtime.Tests;
using Xunit;

namespace ModelGen.Backends.Ilgpu.Tests;

/// <summary>Predictions in 16 bits against PyTorch's in 32, on an accelerator without tensor cores.</summary>
public class PrecisionTests
{
    [Theory]
    [InlineData(GpuPrecision.Float16)]
    [InlineData(GpuPrecision.BFloat16)]
    public void Mlp(GpuPrecision precision)
    {
        using Golden golden = Golden.Open("mlp");
        using Context context = Context.Create(builder => builder.CPU(new CPUDevice(32, 4, 1)).EnableAlgorithms());
        using CPUAccelerator accelerator = context.CreateCPUAccelerator(0, CPUAcceleratorMode.Parallel);
        PtxMlp model = new();
        model.Load(Golden.PathOf("mlp.safetensors"));
        using PtxMlp.Gpu gpu = new(accelerator, model, precision);
        float[] output = new float[8 * 5];
        gpu.Predict(new ReadOnlyTensorSpan<float>(golden.Floats("in.x"), [8, 20]), new TensorSpan<float>(output, [8, 5]));
        float[] expected = golden.Floats("out.logits");
        Compare.Close(output, expected, 1e-2, "logits");
        Assert.True(Compare.RelativeError(output, expected) > 1e-5, "nothing was rounded");
    }
}
