namespace ModelGen.Compiler.Elementwise;

/// <content>Activations: one row makes one a layer, alone, in chains and (where it has an <see cref="Function.Activation"/>) inside of products.</content>
public static partial class Functions
{
    // √(2/π) · 2, and that times 0.044715.
    private const double TanhScale = 1.5957691216057308;
    private const double TanhCube = 0.07135481627159999;

    /// <summary>The derivative at 0 is 0.</summary>
    public static Function Relu { get; } = new("Relu", 1, (x, _) => [x[0] > 0], "T.Relu({0})", Gpu("Relu"), "{0}.relu()", "Relu") { Activation = Activation.Relu, KeepsPositive = true };

    /// <summary>x Φ(x) (Hendrycks and Gimpel 2016, arXiv:1606.08415).</summary>
    public static Function Gelu { get; } = new("Gelu", 1, (x, _) => [NormalCumulative!.Of(x[0]) + (x[0] * NormalDensity!.Of(x[0]))], "T.Gelu({0})", Gpu("Gelu"), F + "gelu({0})", "Gelu")
    {
        IsLong = true,
        Activation = Activation.Gelu,
        Definition = x => x[0] * NormalCumulative!.Of(x[0]),
    };

    /// <summary>x sigmoid(2u), u = √(2/π) (x + 0.044715 x³): GPT-2's approximation.</summary>
    public static Function GeluTanh { get; } = new("GeluTanh", 1, (x, _) => [TanhSlope(x[0])], "T.GeluTanh({0})", Gpu("GeluTanh"), "", "")
    {
        IsLong = true,
        Activation = Activation.GeluTanh,
        Definition = x => x[0] * Sigmoid!.Of(TanhInner(x[0])),
    };

    public static Function Silu { get; } = new("Silu", 1, (x, _) => [Sigmoid!.Of(x[0]) * (1 + (x[0] * (1 - Sigmoid!.Of(x[0]))))], "T.Silu({0})", Gpu("Silu"), "{0}.silu()", "")
    {
        IsLong = true,
        Activation = Activation.Silu,
        Definition = x => x[0] * Sigmoid!.Of(x[0]),
    };

    public static Function Tanh { get; } = new("Tanh", 1, (_, y) => [1 - (y * y)], "T.Tanh({0})", Gpu("Tanh"), "{0}.tanh()", "Tanh") { Activation = Activation.Tanh, IsLong = true };

    public static Function Sigmoid { get; } = new("Sigmoid", 1, (_, y) => [y * (1 - y)], "T.Sigmoid({0})", Gpu("Sigmoid"), "{0}.sigmoid()", "Sigmoid") { Activation = Activation.Sigmoid, IsLong = true };

    public static Function Softplus { get; } = new("Softplus", 1, (x, _) => [Sigmoid!.Of(x[0])], "T.Softplus({0})", Gpu("Softplus"), F + "softplus({0})", "Softplus") { Activation = Activation.Softplus, IsLong = true };

    /// <summary>slope · x left of 0 and at it.</summary>
    public static Function LeakyRelu { get; } = new("LeakyRelu", 2, (x, _) => [(x[0] > 0).Choose(One(x), x[1]), null], "T.LeakyRelu({0}, {1})", M + "LeakyRelu({0}, {1})", F + "leaky_relu({0}, {1})", "LeakyRelu")
    {
        Kernel = "SlopedActivationKernels.LeakyRelu",
        KeepsPositive = true,
    };

    /// <summary>alpha (eˣ − 1) left of 0 (Clevert et al. 2015, arXiv:1511.07289).</summary>
    public static Function Elu { get; } = new("Elu", 2, (x, _) => [(x[0] > 0).Choose(One(x), x[1] * Exp!.Of(x[0])), null], "T.Elu({0}, {1})", M + "Elu({0}, {1})", F + "elu({0}, {1})", "Elu")
    {
        IsLong = true,
        Kernel = "SlopedActivationKernels.Elu",
        KeepsPositive = true,
    };

    /// <summary>Between 0 and 6; gradients pass strictly inside.</summary>
    public static Function Relu6 { get; } = new("Relu6", 1, (x, _) => [And!.Of(x[0] > 0, x[0] < 6)], "T.Relu6({0})", M + "Clamp({0}, 0f, 6f)", F + "relu6({0})", "") { KeepsPositive = true };

    /// <summary>x · Relu6(x + 3) / 6 (Howard et al. 2019, arXiv:1905.02244).</summary>
    public static Function HardSwish { get; } = new("HardSwish", 1, (x, _) => [(x[0] > -3).Choose((x[0] < 3).Choose((x[0] / 3) + 0.5, One(x)), Zero(x))], "T.HardSwish({0})", M + "HardSwish({0})", F + "hardswish({0})", "HardSwish");

    private static string Gpu(string name) => $"{M}Activate({M}{name}, {{0}})";

    private static Scalar TanhInner(Scalar x) => x * ((Square.Of(x) * TanhCube) + TanhScale);

    // s + x s (1 - s) (2u)', s the sigmoid of 2u.
    private static Scalar TanhSlope(Scalar x)
    {
        Scalar s = Sigmoid!.Of(TanhInner(x));
        return s + (x * (s * (1 - s)) * ((3 * TanhCube * Square.Of(x)) + TanhScale));
    }
}
