namespace ModelGen.Compiler.Emit.Ilgpu.Kernels;

/// <summary>A kernel with a model's constants in it, emitted once however often it is launched.</summary>
internal interface IKernel
{
    /// <summary>The name of its launcher, unique among a model's: <c>Forward384x1536BiasGelu</c>.</summary>
    string Name { get; }

    /// <summary>Writes the launcher and the kernel.</summary>
    void Write(CodeWriter code);
}
