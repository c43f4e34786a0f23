using System.Collections.Generic;
using System.Linq;
using ModelGen.Compiler.Elementwise;

namespace ModelGen.Compiler.Emit.Ilgpu.Kernels;

/// <summary>
/// A gradient of a linear layer in 16 bits: its constants for the support code's kernel of tensor cores, and the launcher that takes the product in 32 bits, of rounded operands, where there
/// are none. dy is rounded after it was multiplied by the scale of the loss; the result is divided by it.
/// </summary>
/// <param name="Plain">The same product in 32 bits.</param>
internal sealed record TensorGradientProduct(ProductKernel Plain) : IKernel
{
    public string Name => "Tensor" + Plain.Name;

    private bool IsOfWeight => Plain.Form == ProductForm.BackwardWeight;

    public void Write(CodeWriter code)
    {
        string x = Literals.Int(Plain.In), y = Literals.Int(Plain.Out);
        using (code.Block($"internal readonly struct {Name}Shape : Gpu::ITensorProduct"))
        {
            TensorProduct.Constants(code, IsOfWeight ? "WeightGradient" : "InputGradient", TensorProduct.Pitch(Plain.Out), Plain.In, hasBias: false, Plain, keeps: false, IsOfWeight || Plain.Adds, rounds: false);
        }

        code.Line();
        code.Line(IsOfWeight
            ? $"/// <summary>dWeight [{y}, {x}] += dyᵀ · x over the rows, of 16-bit numbers, summed in 32{(Plain.Bias ? "; dBias += the column sums of dy in 32 bits" : "")}.</summary>"
            : $"/// <summary>dx [rows, {x}] = dy [rows, {y}] · weight [{y}, {x}] of 16-bit numbers, summed in 32.</summary>");
        if (IsOfWeight)
        {
            OfWeight(code, x, y);
        }
        else
        {
            OfInput(code, y);
        }
    }

    private void OfWeight(CodeWriter code, string x, string y)
    {
        string bias = Plain.Bias ? "Il::ArrayView<float> dBias, " : "";
        using (code.Block($"internal static void {Name}(Gpu::GpuDevice device, Gpu::GpuTensors tensors, Il::ArrayView<float> dy, Il::ArrayView<float> x, {bias}Il::ArrayView<float> dWeight, long rows)"))
        {
            using (code.Block("if (tensors.HasCores)"))
            {
                if (Plain.Bias)
                {
                    code.Line($"Gpu::ColumnSums.Add(device, dy, dBias, rows, {y});");
                }

                code.Line($"tensors.MultiplyOver<{Name}Shape>(dy, x, dWeight, {y}, rows);");
            }

            using (code.Block("else"))
            {
                code.Line($"{Plain.Name}(device, tensors.RoundedGradient(dy, rows * {y}), tensors.Rounded(x, rows * {x}, rows * {y}), {(Plain.Bias ? "dBias, " : "")}dWeight, rows);");
            }
        }
    }

    private void OfInput(CodeWriter code, string y)
    {
        string[] views = [.. Views()];
        using (code.Block($"internal static void {Name}(Gpu::GpuDevice device, Gpu::GpuTensors tensors, Il::ArrayView<float> dy, global::ModelGen.Parameter weight{string.Concat(views.Select(view => $", Il::ArrayView<float> {view}"))}, long rows)"))
        {
            using (code.Block("if (tensors.HasCores)"))
            {
                string before = Plain.Activation == Activation.None ? "device.Empty" : "pre", residual = Plain.Adds ? "residual" : "device.Empty";
                code.Line($"tensors.MultiplyBack<{Name}Shape>(dy, {y}, weight, {residual}, {before}, dx, rows);");
            }

            using (code.Block("else"))
            {
                code.Line($"{Plain.Name}(device, tensors.RoundedGradient(dy, rows * {y}), tensors.Rounded(weight){string.Concat(views.Select(view => ", " + view))}, rows);");
            }
        }
    }

    // In the order of the product in 32 bits.
    private IEnumerable<string> Views()
    {
        yield return "dx";
        if (Plain.Activation != Activation.None)
        {
            yield return "pre";
        }

        if (Plain.Adds)
        {
            yield return "residual";
        }
    }
}
