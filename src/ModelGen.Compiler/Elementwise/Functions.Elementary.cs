namespace ModelGen.Compiler.Elementwise;

/// <content>Elementary functions, and those that derivatives are made of.</content>
public static partial class Functions
{
    public static Function Exp { get; } = new("Exp", 1, (_, y) => [y], "T.Exp({0})", X + "Exp({0})", "{0}.exp()", "Exp") { IsLong = true };

    public static Function Log { get; } = new("Log", 1, (x, _) => [1 / x[0]], "T.Log({0})", X + "Log({0})", "{0}.log()", "Log") { IsLong = true };

    public static Function Sqrt { get; } = new("Sqrt", 1, (_, y) => [0.5 / y], "T.Sqrt({0})", X + "Sqrt({0})", "{0}.sqrt()", "Sqrt");

    public static Function Square { get; } = new("Square", 1, (x, _) => [2 * x[0]], "T.Square({0})", M + "Square({0})", "{0}.square()", "");

    /// <summary>The derivative at 0 is 0.</summary>
    public static Function Abs { get; } = new("Abs", 1, (x, _) => [(x[0] > 0) - (x[0] < 0)], "T.Abs({0})", X + "Abs({0})", "{0}.abs()", "Abs");

    /// <summary>Gradients pass strictly inside.</summary>
    public static Function Clamp { get; } = new("Clamp", 3, (x, _) => [And.Of(x[1] < x[0], x[0] < x[2]), null, null], "T.Clamp({0}, {1}, {2})", M + "Clamp({0}, {1}, {2})", "{0}.clamp({1}, {2})", "Clip");

    /// <summary>To a constant power. Whole powers up to 4 and square roots are put down as products and roots: <see cref="ToThe"/>.</summary>
    public static Function Power { get; } = new("Power", 2, (x, _) => [x[1] * Power!.Of(x[0], x[1] - 1), null], "T.Power({0}, {1})", X + "Pow({0}, {1})", "{0}.pow({1})", "Pow") { IsLong = true };

    public static Function Sin { get; } = new("Sin", 1, (x, _) => [Cos!.Of(x[0])], "T.Sin({0})", X + "Sin({0})", "{0}.sin()", "Sin") { IsLong = true };

    public static Function Cos { get; } = new("Cos", 1, (x, _) => [-Sin.Of(x[0])], "T.Cos({0})", X + "Cos({0})", "{0}.cos()", "Cos") { IsLong = true };

    public static Function Erf { get; } = new("Erf", 1, (x, _) => [1.1283791670955126 * Exp.Of(-Square.Of(x[0]))], "T.Erf({0})", M + "Erf({0})", "{0}.erf()", "Erf") { IsLong = true };

    /// <summary>Φ, the distribution function of the normal distribution.</summary>
    public static Function NormalCumulative { get; } = new("NormalCumulative", 1, (x, _) => [NormalDensity!.Of(x[0])], "T.NormalCumulative({0})", M + "NormalCumulative({0})", "", "") { IsLong = true };

    /// <summary>φ, its density.</summary>
    public static Function NormalDensity { get; } = new("NormalDensity", 1, (x, y) => [-(x[0] * y)], "T.NormalDensity({0})", M + "NormalDensity({0})", "", "") { IsLong = true };

    /// <summary>A power by the shortest way.</summary>
    public static Scalar ToThe(Scalar x, double power) => power switch
    {
        1 => x,
        2 => Square.Of(x),
        3 => x * Square.Of(x),
        4 => Square.Of(Square.Of(x)),
        0.5 => Sqrt.Of(x),
        -0.5 => 1 / Sqrt.Of(x),
        -1 => 1 / x,
        -2 => 1 / Square.Of(x),
        _ => Power.Of(x, x.Constant(power)),
    };
}
