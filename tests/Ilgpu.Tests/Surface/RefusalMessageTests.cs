using System;
using ILGPU;
using ILGPU.Runtime;
using ILGPU.Runtime.CPU;
using ILGPU.Surface;
using ModelGen.Ilgpu.Tests.Harness;
using ModelGen.Ilgpu.Tests.Kernels;
using Xunit;

namespace ModelGen.Ilgpu.Tests.Surface;

/// <summary>A refusal names the kernel, the member at fault and what to write instead.</summary>
public class RefusalMessageTests
{
    [Theory]
    [InlineData("Throws", "RefusedKernels.Throws throws: check on the host, or write an error code to a view")]
    [InlineData("Catches", "RefusedKernels.Catches has a try block: a kernel cannot handle exceptions")]
    [InlineData("CreatesAnArray", "RefusedKernels.CreatesAnArray uses an array: use an ArrayView or LocalMemory.Allocate")]
    [InlineData("CreatesAnObject", "RefusedKernels.CreatesAnObject creates an object of class Box: use a struct")]
    [InlineData("Boxes", "RefusedKernels.Boxes boxes or casts to a class: use structs and generics")]
    [InlineData("UsesAString", "RefusedKernels.UsesAString calls ArrayView<Single>.ToString, which exists on the host only")]
    [InlineData("AllocatesOnTheStack", "RefusedKernels.AllocatesOnTheStack uses stackalloc: use LocalMemory.Allocate")]
    [InlineData("UsesASpan", "RefusedKernels.UsesASpan has a local that is a Span<Single>: use an ArrayView")]
    [InlineData("UsesAnInlineArray", "has a local that is a Four, an inline array: use LocalMemory.Allocate, or a struct with named fields")]
    [InlineData("ReadsAStaticArray", "reads the static s_table, which is an array, Single[]: use an ArrayView or LocalMemory.Allocate")]
    [InlineData("ReadsAMutableStatic", "reads the static s_mutable, which can change: pass it as a parameter, or make it const")]
    [InlineData("WritesAStatic", "RefusedKernels.WritesAStatic writes the static s_mutable: write to a view")]
    [InlineData("CallsAVirtualMethod", "calls Box.Twice of a class or interface: use a struct as a type parameter")]
    [InlineData("CallsADelegate", "RefusedKernels.CallsADelegate uses a delegate: call a method, or take a struct as a type parameter")]
    [InlineData("UsesBitCast", "calls BitConverter.SingleToUInt32Bits, which ILGPU does not know: write Interop.FloatAsInt")]
    [InlineData("UsesSystemHalf", "RefusedKernels.UsesSystemHalf calls Half.op_Explicit: use ILGPU.Half")]
    [InlineData("Clamps", "RefusedKernels.Clamps calls Math.Clamp, which ILGPU does not know: write Math.Max and Math.Min")]
    [InlineData("RoundsUpToAPowerOfTwo", "calls BitOperations.RoundUpToPowerOf2, which ILGPU does not know")]
    [InlineData("HidesTheFaultInAHelper", "RefusedKernels.Helper creates an object of class Box: use a struct")]
    [InlineData("UsesAVector", "RefusedKernels.UsesAVector calls Vector.Sum, which ILGPU does not know")]
    [InlineData("UsesADecimal", "RefusedKernels.UsesADecimal calls Decimal.op_Multiply: use double")]
    [InlineData("ComparesRecords", "Pair.Equals calls EqualityComparer<Single>.Equals of a class or interface: use a struct as a type parameter")]
    [InlineData("UsesUnsafeSizeOf", "RefusedKernels.UsesUnsafeSizeOf calls Unsafe.SizeOf, which ILGPU does not know")]
    public void It_says_what_and_where(string name, string reason)
    {
        using Machine machine = Machine.Open();

        var error = Assert.Throws<InternalCompilerException>(() => machine.Accelerator.LoadStreamKernel(RefusedKernels.All[name]));

        Assert.StartsWith($"Kernel '{name}' cannot run on a GPU: ", error.Message, StringComparison.Ordinal);
        Assert.Contains(reason, error.Message, StringComparison.Ordinal);
    }

    private static void MultipliesAndAdds(ArrayView<float> view) => view[0] = MathF.FusedMultiplyAdd(view[0], view[1], view[2]);

    private static void TakesLog2(ArrayView<float> view) => view[0] = MathF.Log2(view[0]);

    private static void Exponentiates(ArrayView<float> view) => view[0] = MathF.Exp(view[0]);

    private static void CopiesOnTheDevice(ArrayView<float> view) => view.MemSetToZero();

    private static void TakesAReference(Holder holder) => holder.View[0] = 1;

    /// <summary>What the PTX back end refuses, and the CPU accelerator's front end lets pass.</summary>
    [Fact]
    public void Extern_methods_of_dotnet_are_refused()
    {
        using Machine machine = Machine.Open();

        AssertRefused(() => machine.Accelerator.LoadStreamKernel<ArrayView<float>>(MultipliesAndAdds), "calls MathF.FusedMultiplyAdd, which ILGPU does not know: write a * b + c");
        AssertRefused(() => machine.Accelerator.LoadStreamKernel<ArrayView<float>>(TakesLog2), "calls MathF.Log2, which ILGPU does not know: write XMath.Log2");
    }

    [Fact]
    public void Functions_of_the_algorithms_need_them_enabled()
    {
        using Context context = Context.Create(builder => builder.CPU());
        using Accelerator plain = new CPUDevice(32, 1, 1).CreateCPUAccelerator(context);
        using Machine machine = Machine.Open();

        AssertRefused(() => plain.LoadStreamKernel<ArrayView<float>>(Exponentiates), "calls MathF.Exp without EnableAlgorithms()");
        Assert.NotNull(machine.Accelerator.LoadStreamKernel<ArrayView<float>>(Exponentiates));
    }

    [Fact]
    public void Host_functions_are_refused()
    {
        using Machine machine = Machine.Open();

        AssertRefused(() => machine.Accelerator.LoadStreamKernel<ArrayView<float>>(CopiesOnTheDevice), "calls ArrayViewExtensions.MemSetToZero, which exists on the host only");
    }

    [Fact]
    public void Parameters_hold_no_references()
    {
        using Machine machine = Machine.Open();

        AssertRefused(() => machine.Accelerator.LoadStreamKernel<Holder>(TakesAReference), "parameter 'holder' has a field '<Name>k__BackingField' that is of class String: use a struct");
    }

    [Fact]
    public void Instance_methods_are_refused()
    {
        using Machine machine = Machine.Open();

        var error = Assert.Throws<KernelRefusedException>(() => machine.Accelerator.LoadStreamKernel<ArrayView<float>>(Instance));
        Assert.Contains("it captures variables or is an instance method", error.Message, StringComparison.Ordinal);
    }

    private void Instance(ArrayView<float> view) => view[0] = 1;

    private static void AssertRefused(Action load, string reason)
        => Assert.Contains(reason, Assert.IsType<KernelRefusedException>(Assert.Throws<InternalCompilerException>(load).InnerException).Message, StringComparison.Ordinal);

    public readonly record struct Holder(ArrayView<float> View, string Name);
}
