namespace ModelGen.Compiler.Ops.Reduce;

/// <summary>What is left of the numbers along axes; the names are those of the kernels.</summary>
public enum ReduceKind
{
    Sum,
    Mean,
    Max,
    Min,
}
