using System.Collections.Generic;
using System.Linq;

namespace ModelGen.Compiler.Emit.Ilgpu.Kernels;

/// <summary>
/// A linear layer of 16-bit prediction: its constants for the support code's kernel of tensor cores, and the launcher that takes the product in 32 bits, of rounded
/// operands, where there are none.
/// </summary>
/// <param name="Plain">The same product in 32 bits.</param>
/// <param name="Narrow">x has 16 bits already where there are tensor cores.</param>
/// <param name="Rounds">y gets 16 bits where there are tensor cores.</param>
internal sealed record TensorProduct(ProductKernel Plain, bool Narrow, bool Rounds) : IKernel
{
    private const int Chunk = 8;

    public string Name => $"Tensor{Plain.Name}{(Narrow ? "From16" : "")}{(Rounds ? "To16" : "")}";

    /// <summary>Whether a result of this width can be rounded where it lies: the next kernel copies it by whole chunks.</summary>
    public static bool CanRound(long width) => width % Chunk == 0;

    /// <summary>A row of so many numbers, filled up with zeros to whole chunks.</summary>
    public static long Pitch(long width) => (width + Chunk - 1) / Chunk * Chunk;

    /// <summary>The members of a product's shape.</summary>
    public static void Constants(CodeWriter code, string form, long inputs, long outputs, bool hasBias, ProductKernel plain, bool keeps, bool adds, bool rounds)
    {
        code.Line($"public static int Form => Gpu::TensorProductKernel.{form};");
        code.Line($"public static int Inputs => {Literals.Int(inputs)};");
        code.Line($"public static int Outputs => {Literals.Int(outputs)};");
        code.Line($"public static bool HasBias => {Literals.Bool(hasBias)};");
        code.Line($"public static int Activation => Gpu::GpuMath.{plain.Activation};");
        code.Line($"public static bool KeepsBefore => {Literals.Bool(keeps)};");
        code.Line($"public static bool HasResidual => {Literals.Bool(adds)};");
        code.Line("public static bool IsGated => false;");
        code.Line($"public static bool IsRounded => {Literals.Bool(rounds)};");
    }

    public void Write(CodeWriter code)
    {
        string y = Literals.Int(Plain.Out);
        string x = Literals.Int(Plain.In);
        using (code.Block($"internal readonly struct {Name}Shape : Gpu::ITensorProduct"))
        {
            Constants(code, "Forward", Pitch(Plain.In), Plain.Out, Plain.Bias, Plain, Plain.Keeps, Plain.Adds, Rounds);
        }

        code.Line();
        string[] views = [.. Views()];
        string parameters = string.Concat(views.Select(view => $", Il::ArrayView<float> {view}"));
        code.Line($"/// <summary>y [rows, {y}] = x [rows, {x}] · weight [{y}, {x}]ᵀ of 16-bit numbers, summed in 32.</summary>");
        using (code.Block($"internal static void {Name}(Gpu::GpuDevice device, Gpu::GpuTensors tensors, Il::ArrayView<float> x, global::ModelGen.Parameter weight{parameters}, long rows)"))
        {
            using (code.Block("if (tensors.HasCores)"))
            {
                string bias = Plain.Bias ? "bias" : "device.Empty";
                string residual = Plain.Adds ? "residual" : "device.Empty";
                code.Line($"tensors.Multiply<{Name}Shape>(x, {Literals.Bool(Narrow)}, weight, {bias}, {residual}, {(Plain.Keeps ? "pre" : "device.Empty")}, y, rows);");
            }

            using (code.Block("else"))
            {
                code.Line($"{Plain.Name}(device, tensors.Rounded(x, rows * {x}), tensors.Rounded(weight){string.Concat(views.Select(view => ", " + view))}, rows);");
            }
        }
    }

    // In the order of the product in 32 bits.
    private IEnumerable<string> Views()
    {
        if (Plain.Bias)
        {
            yield return "bias";
        }

        yield return "y";
        if (Plain.Keeps)
        {
            yield return "pre";
        }

        if (Plain.Adds)
        {
            yield return "residual";
        }
    }
}
