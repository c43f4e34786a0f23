using System.Collections.Generic;
using System.Linq;
using ModelGen.Compiler.Elementwise;

namespace ModelGen.Compiler.Emit.Cpu;

/// <summary>The bodies of loops over expressions: each is a type, which the library's one loop is compiled for.</summary>
internal sealed class CpuExpressions
{
    private readonly ExpressionNames _names = new();

    /// <returns>The type's name.</returns>
    public string Use(Expression expression) => _names.Name(expression);

    public void Write(CodeWriter code)
    {
        foreach (KeyValuePair<Expression, string> pair in _names.All)
        {
            Write(code, pair.Key, pair.Value);
            code.Line();
        }
    }

    private static void Write(CodeWriter code, Expression expression, string name)
    {
        int inputs = expression.InputCount;
        string parameters = string.Join(", ", Enumerable.Range(0, inputs).Select(i => "T " + Expression.InputName(i)));
        (IReadOnlyList<string> locals, string result) = new ExpressionText(expression.IsLong ? expression : CpuForms.Of(expression), function => function.Simd, value => $"T.Of({Literals.Float(value)})").Statements("T");
        code.Line($"/// <summary>{Literals.Xml(Summary(expression))}, a vector at a time.</summary>");
        using (code.Block($"private readonly struct {name} : Cpu::IElementwise{Literals.Int(inputs)}"))
        {
            code.Line("[global::System.Runtime.CompilerServices.MethodImpl(global::System.Runtime.CompilerServices.MethodImplOptions.AggressiveInlining)]");
            string header = $"public static T Apply<T>({parameters}) where T : unmanaged, Cpu::IVectorMath<T>";
            if (locals.Count == 0)
            {
                code.Line($"{header} => {result};");
                return;
            }

            using (code.Block(header))
            {
                foreach (string local in locals)
                {
                    code.Line(local);
                }

                code.Line($"return {result};");
            }
        }
    }

    private static string Summary(Expression expression) => expression.ToString() is { Length: <= 120 } text ? text : $"{expression.FunctionCount} functions of {expression.InputCount}";
}
