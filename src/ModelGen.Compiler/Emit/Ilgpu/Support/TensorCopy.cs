using ILGPU.Runtime.Cuda;

namespace ModelGen.Gpu;

/// <summary>Copies from global to shared memory that go on beside the computation (PTX ISA, <c>cp.async</c>). Kernels declare the registers that are named here.</summary>
internal static class TensorCopy
{
    /// <summary>Sixteen bytes, of which the first are read and the rest become 0.</summary>
    /// <param name="target">The offset in the kernel's shared memory, whose address is <c>tiles</c>.</param>
    /// <param name="bytes">16 or 0.</param>
    public static void Start(int target, long source, int bytes) =>
        CudaAsm.Emit("add.u32 place, tiles, %0; cp.async.cg.shared.global [place], [%1], 16, %2;", target, source, bytes);

    /// <summary>Ends a group of copies.</summary>
    public static void Commit() => CudaAsm.Emit("cp.async.commit_group;");

    /// <summary>Until all of this thread's groups have arrived. Other threads' copies are seen after a barrier.</summary>
    public static void Wait() => CudaAsm.Emit("cp.async.wait_group 0;");

    /// <summary>As <see cref="Wait"/>, without the newest group.</summary>
    public static void WaitForAllButOne() => CudaAsm.Emit("cp.async.wait_group 1;");
}
