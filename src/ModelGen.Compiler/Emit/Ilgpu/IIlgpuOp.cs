using ModelGen.Compiler.Ir;

namespace ModelGen.Compiler.Emit.Ilgpu;

/// <summary>An op that the ILGPU target has: what the partial of an op's room implements.</summary>
internal interface IIlgpuOp
{
    /// <summary>Writes the node as a launch of a kernel, or a few.</summary>
    void Emit(GpuCalls gpu, Node node);
}
