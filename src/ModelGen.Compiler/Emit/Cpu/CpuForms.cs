using System.Collections.Generic;
using System.Linq;
using ModelGen.Compiler.Elementwise;

namespace ModelGen.Compiler.Emit.Cpu;

/// <summary>An expression in fewer instructions of vectors: a comparison that chooses makes no numbers of its mask, and a slope up to 1 is a maximum.</summary>
internal static class CpuForms
{
    private static readonly Function s_chooseLess = new("ChooseLess", 4, null, "T.ChooseLess({0}, {1}, {2}, {3})", "", "", "");
    private static readonly Function s_max = new("Max", 2, null, "T.Max({0}, {1})", "", "", "");

    public static Expression Of(Expression expression)
    {
        var builder = new ExpressionBuilder();
        var made = new List<Scalar>();
        foreach (Term term in expression.Terms)
        {
            made.Add(term.Function is { } function ? Apply(builder, function, [.. term.Arguments.Select(argument => made[argument])])
                : term.IsConstant ? builder.Constant(term.Constant) : builder.Input(term.Input));
        }

        return builder.Build(made[made.Count - 1]).Expression;
    }

    private static Scalar Apply(ExpressionBuilder builder, Function function, Scalar[] arguments) =>
        function == Functions.Where ? Choose(builder, arguments[0], arguments[1], arguments[2])
        : function == Functions.LeakyRelu && builder.TermOf(arguments[1]) is { IsConstant: true, Constant: > 0 and <= 1 } ? s_max.Of(arguments[0] * arguments[1], arguments[0])
        : function.Of(arguments);

    private static Scalar Choose(ExpressionBuilder builder, Scalar mask, Scalar yes, Scalar no)
    {
        Term term = builder.TermOf(mask);
        Scalar[] sides = [.. term.Arguments.Select(argument => new Scalar(builder, argument))];
        return term.Function == Functions.Less ? s_chooseLess.Of(sides[0], sides[1], yes, no)
            : term.Function == Functions.And ? Choose(builder, sides[0], Choose(builder, sides[1], yes, no), no)
            : mask.Choose(yes, no);
    }
}
