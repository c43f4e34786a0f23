namespace ModelGen.Compiler.Ops;

public sealed partial record ConvolutionSizes
{
    /// <summary>The support code's <c>ConvolutionShape</c>, from the same words.</summary>
    internal string Ilgpu => "Gpu::ConvolutionShape.Of" + Cpu.Substring("new".Length);
}
