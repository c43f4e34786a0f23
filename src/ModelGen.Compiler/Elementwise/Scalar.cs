namespace ModelGen.Compiler.Elementwise;

/// <summary>A number of an expression that is being built, so that formulas read as formulas.</summary>
public readonly record struct Scalar(ExpressionBuilder Builder, int Term)
{
    public static Scalar operator +(Scalar a, Scalar b) => Functions.Add.Of(a, b);

    public static Scalar operator -(Scalar a, Scalar b) => Functions.Subtract.Of(a, b);

    public static Scalar operator *(Scalar a, Scalar b) => Functions.Multiply.Of(a, b);

    public static Scalar operator /(Scalar a, Scalar b) => Functions.Divide.Of(a, b);

    public static Scalar operator -(Scalar a) => Functions.Negate.Of(a);

    public static Scalar operator +(Scalar a, double b) => a + a.Constant(b);

    public static Scalar operator +(double a, Scalar b) => b.Constant(a) + b;

    public static Scalar operator -(Scalar a, double b) => a - a.Constant(b);

    public static Scalar operator -(double a, Scalar b) => b.Constant(a) - b;

    public static Scalar operator *(Scalar a, double b) => a * a.Constant(b);

    public static Scalar operator *(double a, Scalar b) => b.Constant(a) * b;

    public static Scalar operator /(Scalar a, double b) => a / a.Constant(b);

    public static Scalar operator /(double a, Scalar b) => b.Constant(a) / b;

    /// <summary>1 where a is less, else 0.</summary>
    public static Scalar operator <(Scalar a, Scalar b) => Functions.Less.Of(a, b);

    public static Scalar operator >(Scalar a, Scalar b) => Functions.Less.Of(b, a);

    public static Scalar operator <(Scalar a, double b) => a < a.Constant(b);

    public static Scalar operator >(Scalar a, double b) => a > a.Constant(b);

    /// <summary>This number as a mask: where it is 1 the first, elsewhere the second.</summary>
    public Scalar Choose(Scalar yes, Scalar no) => Functions.Where.Of(this, yes, no);

    public Scalar Constant(double value) => Builder.Constant(value);
}
