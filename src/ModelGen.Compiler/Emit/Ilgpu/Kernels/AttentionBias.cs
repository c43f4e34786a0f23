namespace ModelGen.Compiler.Emit.Ilgpu.Kernels;

/// <summary>What stands between each query and key. The names are part of kernels' names.</summary>
internal enum AttentionBias
{
    None,

    /// <summary>Numbers that are added to scores.</summary>
    Biased,

    /// <summary>Numbers of each head that are added to scores by the way from a query to a key of one sequence.</summary>
    Relative,

    /// <summary>0 hides a key from a query.</summary>
    Hiding,
}
