namespace ModelGen.Compiler.Ops.WindowPool;

public sealed partial record WindowSizes
{
    /// <summary>The support code's <c>WindowShape</c>, from the same words.</summary>
    internal string Ilgpu => "Gpu::WindowShape.Of" + Cpu.Substring("new".Length);
}
