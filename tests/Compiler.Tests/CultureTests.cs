using System.Globalization;
using ModelGen.Compiler.Tests.Harness;
using Xunit;

namespace ModelGen.Compiler.Tests;

/// <summary>Texts and messages are the same on every machine: commas in fi-FI, dots for thousands in de-DE, the Turkish i.</summary>
public class CultureTests
{
    [Theory]
    [InlineData("fi-FI")]
    [InlineData("de-DE")]
    [InlineData("tr-TR")]
    public void TextDoesNotDependOnCulture(string name)
    {
        string[] declarations =
        [
            Golden.Gpt, Golden.Llama, "Input(4), Linear(3), Dropout(0.25), Linear(3, Init = Init.XavierUniform), Loss(Loss.CrossEntropy, LabelSmoothing = 0.1)",
            "Input(4), Dropout(1.5)", "Input(4), Linear(-1)", "Input(3, -1, 4), Flatten", "Input(4), Reshape(-4)", "Tokens(Vocabulary = 3, Context = 3, Padding = -7), Embedding(4)", "Transformer(KvHeads = -1)", "Input(4), Linear(2), Loss(Loss.CrossEntropy), Target(Classes = -2)", "Sequence(7, MaxLength = 3), SinusoidalPosition",
        ];
        foreach (string declaration in declarations)
        {
            Assert.Equal(In(CultureInfo.InvariantCulture, declaration), In(CultureInfo.GetCultureInfo(name), declaration));
        }
    }

    private static Errors.Result<CompiledModel> In(CultureInfo culture, string declaration)
    {
        CultureInfo before = CultureInfo.CurrentCulture;
        try
        {
            CultureInfo.CurrentCulture = culture;
            return Compiled.Result(Declared.Model(declaration));
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
        }
    }
}
