namespace ModelGen.Compiler.Ops.SlopedActivations;

/// <summary>Pointwise non-linearities that take a number; the names are those of the runtime's kernels.</summary>
public enum SlopedActivation
{
    LeakyRelu,
    Elu,
}
