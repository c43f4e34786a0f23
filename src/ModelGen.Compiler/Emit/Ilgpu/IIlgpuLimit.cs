using ModelGen.Compiler.Ir;

namespace ModelGen.Compiler.Emit.Ilgpu;

/// <summary>An op that has kernels for some of its sizes only.</summary>
internal interface IIlgpuLimit
{
    /// <summary>The layer's argument to blame and what is wrong, to stand behind the target's name; null where all is well.</summary>
    (string Argument, string Fault)? Limit(Node node);
}
