using ModelGen.Compiler.Tests.Harness;
using Xunit;

namespace ModelGen.Compiler.Tests;

/// <summary>Values and shapes of the layers that rearrange or reduce.</summary>
public class ShapeRules
{
    [Theory]
    [InlineData("Input(8), Flatten", "[F:8]")]
    [InlineData("Input(3, 8, 8), Flatten", "[F:192]")]
    [InlineData("Sequence(8, MaxLength = 16), Flatten", "MGEN1007 at M[1]: 'Flatten' after 'Sequence(8)' gets [T<=16, F:8], whose length is not known: pool over time ([GlobalAveragePool]) or take a step ([TakeLast]); see M[0]")]
    [InlineData("Tokens(Vocabulary = 9, Context = 16), Flatten", "MGEN1001 at M[1]: 'Flatten' after 'Tokens' gets i32[T<=16]: insert [Embedding(width)] first; see M[0]")]
    [InlineData("Input(192), Reshape(3, 8, 8)", "[C:3, H:8, W:8]")]
    [InlineData("Input(3, 8, 8), Reshape(192)", "[F:192]")]
    [InlineData("Input(28, 28), Reshape(784)", "[F:784]")]
    [InlineData("Input(28, 28), Reshape(1, 28, 28)", "[C:1, H:28, W:28]")]
    [InlineData("Input(28, 28), Reshape(783)", "MGEN1005 at M[1].sizes: 'Reshape(783)' after 'Input(28, 28)' gets [28, 28]: [F:783] has 783 values, not 784; see M[0]")]
    [InlineData("Input(28, 28), Reshape(28, 28)", "MGEN2001 at M[1].sizes: Reshape takes 1 size ([F]) or 3 ([C, H, W]), not 2")]
    [InlineData("Input(28, 28), Reshape()", "MGEN2001 at M[1].sizes: Reshape takes 1 size ([F]) or 3 ([C, H, W]), not 0")]
    [InlineData("Input(28, 28), Reshape(0)", "MGEN2001 at M[1].sizes[0]: Sizes of 'Reshape' must be at least 1, not 0")]
    [InlineData("Input(28, 28), Reshape(1, -28, 28)", "MGEN2001 at M[1].sizes[1]: Sizes of 'Reshape' must be at least 1, not -28")]
    [InlineData("Input(28, 28), Reshape(65536, 65536, 2)", "MGEN2003 at M[1].sizes: 'Reshape(65536, 65536, 2)' needs 65536 x 65536 x 2 values, more than 2147483647")]
    [InlineData("Sequence(8, MaxLength = 16), Reshape(8)", "MGEN1007 at M[1]: 'Reshape(8)' after 'Sequence(8)' gets [T<=16, F:8], whose length is not known: pool over time ([GlobalAveragePool]) or take a step ([TakeLast]); see M[0]")]
    [InlineData("Tokens(Vocabulary = 9, Context = 16), Reshape(8)", "MGEN1001 at M[1]: 'Reshape(8)' after 'Tokens' gets i32[T<=16]: insert [Embedding(width)] first; see M[0]")]
    public void FlattenAndReshape(string declaration, string expected) => Rules.Check(declaration, expected);

    [Theory]
    [InlineData("Sequence(8, MaxLength = 16), TakeFirst", "[F:8]")]
    [InlineData("Sequence(8, MaxLength = 16), TakeLast", "[F:8]")]
    [InlineData("Input(8), TakeLast", "MGEN1001 at M[1]: 'TakeLast' after 'Input(8)' gets [F:8]: it needs a sequence [T, F]; see M[0]")]
    [InlineData("Tokens(Vocabulary = 9, Context = 16), TakeFirst", "MGEN1001 at M[1]: 'TakeFirst' after 'Tokens' gets i32[T<=16]: insert [Embedding(width)] first; see M[0]")]
    [InlineData("Sequence(8, MaxLength = 16), GlobalMaxPool", "[F:8]")]
    [InlineData("Sequence(8, MaxLength = 16), GlobalAveragePool", "[F:8]")]
    [InlineData("Input(3, 8, 8), GlobalMaxPool", "[F:3]")]
    [InlineData("Input(3, 8, 8), GlobalAveragePool", "[F:3]")]
    [InlineData("Input(8), GlobalMaxPool", "MGEN1001 at M[1]: 'GlobalMaxPool' after 'Input(8)' gets [F:8]: it needs a sequence [T, F] or an image [C, H, W]; see M[0]")]
    [InlineData("Input(28, 28), GlobalAveragePool", "MGEN1001 at M[1]: 'GlobalAveragePool' after 'Input(28, 28)' gets [28, 28]: it needs a sequence [T, F] or an image [C, H, W]; see M[0]")]
    [InlineData("Tokens(Vocabulary = 9, Context = 16), GlobalMaxPool", "MGEN1001 at M[1]: 'GlobalMaxPool' after 'Tokens' gets i32[T<=16]: insert [Embedding(width)] first; see M[0]")]
    public void StepsAndPools(string declaration, string expected) => Rules.Check(declaration, expected);
}
