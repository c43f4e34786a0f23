using System.Linq;

namespace ModelGen.Compiler.Emit.Ilgpu.Kernels;

/// <summary>A product of one row whose weight is read in 16 bits, on every accelerator: half of what a decoded token costs. The row, its norm and the sums have 32 bits.</summary>
/// <param name="Plain">The same product in 32 bits.</param>
internal sealed record TensorRowProduct(RowProductKernel Plain) : IKernel
{
    public string Name => "Tensor" + Plain.Name;

    public void Write(CodeWriter code)
    {
        string arguments = string.Join(", ", Plain.ViewNames);
        string parameters = string.Join(", ", Plain.ViewNames.Select(view => view == "weight" ? "Il::ArrayView<uint> weight" : $"Il::ArrayView<float> {view}"));
        string hostParameters = string.Join(", ", Plain.ViewNames.Select(view => view == "weight" ? "global::ModelGen.Parameter weight" : $"Il::ArrayView<float> {view}"));
        string launch = string.Join(", ", Plain.ViewNames.Select(view => view == "weight" ? "tensors.Narrow(weight)" : view));
        code.Line($"/// <summary>As <see cref=\"{Plain.Name}\"/>, the weight in 16 bits.</summary>");
        using (code.Block($"internal static void {Name}(Gpu::GpuDevice device, Gpu::GpuTensors tensors, {hostParameters})"))
        {
            foreach (bool brain in new[] { true, false })
            {
                using (code.Block(brain ? "if (tensors.IsBrain)" : "else"))
                {
                    code.Line($"device.Launch({Name}{(brain ? "B" : "")}Float16Kernel, {Plain.Grid}, {launch});");
                }
            }
        }

        code.Line();
        foreach (bool brain in new[] { false, true })
        {
            code.Line($"private static void {Name}{(brain ? "B" : "")}Float16Kernel({parameters}) => {Name}({arguments}, {Literals.Bool(brain)});").Line();
        }

        using (code.Block($"private static void {Name}({parameters}, bool brain)"))
        {
            Plain.Body(code, isNarrow: true);
        }
    }
}
