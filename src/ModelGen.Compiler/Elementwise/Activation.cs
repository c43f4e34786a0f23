namespace ModelGen.Compiler.Elementwise;

/// <summary>What a product can apply to its result; the names are those of the runtime's enum.</summary>
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
