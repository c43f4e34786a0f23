namespace ModelGen.Compiler.Ops.Activations;

/// <summary>Pointwise non-linearities; the names are those of the runtime's enum.</summary>
public enum Activation
{
    None,
    Relu,
    Gelu,
    GeluTanh,
    Silu,
    Tanh,
    Sigmoid,
    Softplus,
}
