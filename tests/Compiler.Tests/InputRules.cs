using System;
using ModelGen.Compiler.Errors;
using ModelGen.Compiler.Spec;
using ModelGen.Compiler.Tests.Harness;
using Xunit;

namespace ModelGen.Compiler.Tests;

/// <summary>Input, Sequence and Tokens, and what must stand around them.</summary>
public class InputRules
{
    [Theory]
    [InlineData("Input(4), Relu", "[F:4]")]
    [InlineData("Input(3, 8, 8), Relu", "[C:3, H:8, W:8]")]
    [InlineData("Input(28, 28), Flatten", "[F:784]")]
    [InlineData("Sequence(8, MaxLength = 16), Relu", "[T<=16, F:8]")]
    [InlineData("Tokens(Vocabulary = 9, Context = 16), Embedding(8)", "[T<=16, F:8]")]
    [InlineData("Tokens(Vocabulary = 9, Context = 16, Padding = 8), Embedding(8)", "[T<=16, F:8]")]
    [InlineData("Tokens(Vocabulary = 9, Context = 16, Padding = -1), Embedding(8)", "[T<=16, F:8]")]
    [InlineData("Input(), Linear(3)", "MGEN2001 at M[0].sizes: Input takes one, two or three sizes, not 0")]
    [InlineData("Input(1, 2, 3, 4), Flatten", "MGEN2001 at M[0].sizes: Input takes one, two or three sizes, not 4")]
    [InlineData("Input(0), Linear(3)", "MGEN2001 at M[0].sizes[0]: Sizes of 'Input' must be at least 1, not 0")]
    [InlineData("Input(3, -1, 4), Flatten", "MGEN2001 at M[0].sizes[1]: Sizes of 'Input' must be at least 1, not -1")]
    [InlineData("Input(65536, 65536), Flatten", "MGEN2003 at M[0].sizes: 'Input(65536, 65536)' has 65536 x 65536 values, more than 2147483647")]
    [InlineData("Sequence(0, MaxLength = 4), Relu", "MGEN2001 at M[0].features: Features of 'Sequence' must be at least 1, not 0")]
    [InlineData("Sequence(4, MaxLength = 0), Relu", "MGEN2001 at M[0].MaxLength: MaxLength of 'Sequence' must be at least 1, not 0")]
    [InlineData("Tokens(Vocabulary = 0, Context = 4), Embedding(8)", "MGEN2001 at M[0].Vocabulary: Vocabulary of 'Tokens' must be at least 1, not 0")]
    [InlineData("Tokens(Vocabulary = 4, Context = -4), Embedding(8)", "MGEN2001 at M[0].Context: Context of 'Tokens' must be at least 1, not -4")]
    [InlineData("Tokens(Vocabulary = 4, Context = 4, Padding = 4), Embedding(8)", "MGEN2001 at M[0].Padding: Padding of 'Tokens' must be an id below Vocabulary 4, or -1 for none, not 4")]
    [InlineData("Tokens(Vocabulary = 4, Context = 4, Padding = -2), Embedding(8)", "MGEN2001 at M[0].Padding: Padding of 'Tokens' must be an id below Vocabulary 4, or -1 for none, not -2")]
    [InlineData("Tokens(Vocabulary = 9, Context = 16, Padding = 8, Separator = 2), Embedding(8), SelfAttention(Heads = 2, Rotary = true), LayerNorm", "[T<=16, F:8] [T<=16, F:8] [T<=16, F:8]")]
    [InlineData("Tokens(Vocabulary = 4, Context = 4, Separator = 4), Embedding(8)", "MGEN2001 at M[0].Separator: Separator of 'Tokens' must be an id below Vocabulary 4, or -1 for none, not 4")]
    [InlineData("Tokens(Vocabulary = 4, Context = 4, Separator = 1, Segments = true), Embedding(8)", "MGEN2001 at M[0].Separator: Separator of 'Tokens' is for tokens without Segments: leave one of them out")]
    public void Inputs(string declaration, string expected) => Rules.Check(declaration, expected);

    /// <summary>What lets texts of one row know of each other, or of where they stand, is refused where it is.</summary>
    [Theory]
    [InlineData("PositionEmbedding")]
    [InlineData("SinusoidalPosition")]
    [InlineData("TakeLast")]
    [InlineData("GlobalAveragePool")]
    [InlineData("GlobalMaxPool")]
    [InlineData("Lstm(8, ReturnSequences = true)")]
    [InlineData("Conv1d(8, Kernel = 3, Same = true)")]
    [InlineData("MaxPool1d(2)")]
    [InlineData("BatchNorm")]
    [InlineData("Repeat<Mixing>(2)")]
    public void TextsStayApart(string layer)
    {
        ModelSpec spec = Declared.Model($"Tokens(Vocabulary = 9, Context = 16, Separator = 2), Embedding(8), {layer}", "Mixing = LayerNorm, Gru(8, ReturnSequences = true)");
        ModelError error = Assert.Single(ModelCompiler.Check(spec, new TargetEnvironment()));
        Assert.Equal(ErrorId.WrongInput, error.Id);
        Assert.Contains("would let the texts of a row, which the Separator of 'Tokens' parts, know of each other", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Linear(3)", "MGEN0003 at M: The model M has no input: begin with [Input(...)], [Sequence(...)] or [Tokens(...)]")]
    [InlineData("Input(4), Input(5), Linear(3)", "MGEN0004 at M[1]: A model has exactly one input, but 'Input(5)' is a second: remove it; see M[0]")]
    [InlineData("Linear(3), Input(4)", "MGEN0004 at M[1]: The input stands after 'Linear(3)': move 'Input(4)' to the front")]
    [InlineData("", "MGEN0003 at M: The model M is empty: begin with [Input(...)], [Sequence(...)] or [Tokens(...)], then at least one layer, such as [Linear(64)]")]
    [InlineData("Input(4)", "MGEN0005 at M: The model M has no layers: add at least one, such as [Linear(64)]")]
    [InlineData("Relu, Linear(0)", "MGEN0003 at M: The model M has no input: begin with [Input(...)], [Sequence(...)] or [Tokens(...)]\nMGEN2001 at M[1].outFeatures: OutFeatures of 'Linear' must be at least 1, not 0")]
    [InlineData("Input(4), Fourier, Linear(3)", "MGEN0012 at M[1]: The compiler does not know the layer 'Fourier' yet")]
    public void Usage(string declaration, string expected) => Rules.Check(declaration, expected);
}
