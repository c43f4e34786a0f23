namespace ModelGen.Compiler.Spec;

/// <summary>One argument that the user wrote. Exactly one of the values is meaningful, by <see cref="Kind"/>.</summary>
/// <param name="Name">The parameter's or property's name, as the catalogue spells it: <c>outFeatures</c>, <c>Kernel</c>.</param>
public sealed record ArgumentSpec(string Name, ArgumentKind Kind, long Number = 0, double Real = 0, string Text = "", EquatableArray<long> Numbers = default, EquatableArray<double> Reals = default)
{
    public static ArgumentSpec Of(string name, long value) => new(name, ArgumentKind.Int, Number: value);

    public static ArgumentSpec Of(string name, bool value) => new(name, ArgumentKind.Bool, Number: value ? 1 : 0);

    public static ArgumentSpec Of(string name, double value) => new(name, ArgumentKind.Real, Real: value);

    /// <summary>An enum member by its name, a string, or several strings on lines of their own.</summary>
    public static ArgumentSpec Of(string name, string value) => new(name, ArgumentKind.Text, Text: value);

    /// <summary>A <c>params int[]</c>: the sizes of Input and Reshape.</summary>
    public static ArgumentSpec Of(string name, params long[] values) => new(name, ArgumentKind.Ints, Numbers: new(values));

    /// <summary>A <c>double[]</c>: the weights of classes.</summary>
    public static ArgumentSpec Of(string name, params double[] values) => new(name, ArgumentKind.Reals, Reals: new(values));
}

public enum ArgumentKind
{
    Int,
    Bool,
    Real,
    Text,
    Ints,
    Reals,
}
