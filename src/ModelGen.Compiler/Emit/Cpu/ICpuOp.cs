using ModelGen.Compiler.Ir;

namespace ModelGen.Compiler.Emit.Cpu;

/// <summary>An op that the CPU target has: what the partial of an op's room implements.</summary>
internal interface ICpuOp
{
    /// <summary>Writes the node as one call of a kernel of the runtime library, or a few.</summary>
    void Emit(CpuCalls cpu, Node node);
}
