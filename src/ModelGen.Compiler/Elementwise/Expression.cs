using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using ModelGen.Compiler.Spec;

namespace ModelGen.Compiler.Elementwise;

/// <summary>A function of numbers, as steps that may be used more than once. Two expressions of the same steps are equal; an <see cref="ExpressionBuilder"/> makes them.</summary>
/// <param name="Terms">Each refers to earlier ones; the last is the result.</param>
public sealed record Expression(EquatableArray<Term> Terms)
{
    public Term Result => Terms[Terms.Count - 1];

    public int InputCount => Terms.Max(term => term.Input) + 1;

    public int FunctionCount => Terms.Count(term => term.Function is not null);

    /// <summary>More than the registers of a loop hold, or than a JIT inlines.</summary>
    public bool IsLong => Terms.Count(term => term.Function is { IsLong: true }) > 1 || FunctionCount > 24;

    /// <summary>How many values there are between the inputs and the result, constants counted where they are used.</summary>
    public int ValueCount => FunctionCount + Terms.Sum(term => term.Arguments.Count(argument => Terms[argument].IsConstant)) + Terms.Count(term => term.Function == Functions.Not);

    public bool IsMask => Result.Function is { IsMask: true };

    /// <summary>The one function, where it takes all inputs in order and then constants.</summary>
    public Function? Single
    {
        get
        {
            if (Result.Function is not { } function || Terms.Count != function.Arity + 1)
            {
                return null;
            }

            int inputs = InputCount;
            for (int i = 0; i < function.Arity; i++)
            {
                Term argument = Terms[Result.Arguments[i]];
                if (i < inputs ? argument.Input != i : !argument.IsConstant)
                {
                    return null;
                }
            }

            return function;
        }
    }

    /// <summary>The constants of <see cref="Single"/>.</summary>
    public IEnumerable<double> Constants => Terms.Where(term => term.IsConstant).Select(term => term.Constant);

    /// <summary>A function of its inputs, and of constants behind them.</summary>
    public static Expression Of(Function function, params double[] constants) => constants.Length == 0 ? function.Alone : Made(function, constants);

    /// <summary>The same, made anew.</summary>
    internal static Expression Made(Function function, double[] constants)
    {
        var builder = new ExpressionBuilder();
        IEnumerable<Scalar> inputs = Enumerable.Range(0, function.Arity - constants.Length).Select(builder.Input);
        return builder.Build(function.Of([.. inputs, .. constants.Select(builder.Constant)])).Expression;
    }

    /// <summary>What inputs are called in texts.</summary>
    public static string InputName(int input) => ((char)('a' + input)).ToString();

    /// <summary><c>Tanh(a) * b</c>.</summary>
    public override string ToString() => new ExpressionText(this, function => function.Binding < 3 ? function.Simd : $"{function.Name}({string.Join(", ", Enumerable.Range(0, function.Arity).Select(i => $"{{{i}}}"))})", value => value.ToString("R", CultureInfo.InvariantCulture)).Whole;
}
