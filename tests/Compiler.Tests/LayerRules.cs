using ModelGen.Compiler.Tests.Harness;
using Xunit;

namespace ModelGen.Compiler.Tests;

/// <summary>Values and shapes of the layers that compute, row by row of the catalogue.</summary>
public class LayerRules
{
    [Theory]
    [InlineData("Input(4), Linear(3)", "[F:3]")]
    [InlineData("Sequence(4, MaxLength = 9), Linear(3)", "[T<=9, F:3]")]
    [InlineData("Input(4), Linear(3, InFeatures = 4)", "[F:3]")]
    [InlineData("Input(4), Linear(3, InFeatures = 0)", "[F:3]")]
    [InlineData("Input(3, 32, 32), Linear(10)", "MGEN1001 at M[1]: 'Linear(10)' after 'Input(3, 32, 32)' gets [C:3, H:32, W:32]: insert [Flatten] (3072 features) or pool first; see M[0]")]
    [InlineData("Input(28, 28), Linear(10)", "MGEN1001 at M[1]: 'Linear(10)' after 'Input(28, 28)' gets [28, 28]: insert [Flatten] (784 features); see M[0]")]
    [InlineData("Tokens(Vocabulary = 9, Context = 16), Linear(10)", "MGEN1001 at M[1]: 'Linear(10)' after 'Tokens' gets i32[T<=16]: insert [Embedding(width)] first; see M[0]")]
    [InlineData("Input(9216), Linear(64, InFeatures = 1600)", "MGEN1002 at M[1].InFeatures: 'Linear(64)' after 'Input(9216)' gets [F:9216]: InFeatures must be 9216, not 1600; see M[0]")]
    [InlineData("Input(4), Linear(0)", "MGEN2001 at M[1].outFeatures: OutFeatures of 'Linear' must be at least 1, not 0")]
    [InlineData("Input(4), Linear(-3)", "MGEN2001 at M[1].outFeatures: OutFeatures of 'Linear' must be at least 1, not -3")]
    [InlineData("Input(4), Linear(3, InFeatures = -1)", "MGEN2001 at M[1].InFeatures: InFeatures of 'Linear' must be at least 0, not -1")]
    [InlineData("Input(65536), Linear(65536)", "MGEN2003 at M[1].outFeatures: 'Linear(65536)' needs 65536 x 65536 values, more than 2147483647")]
    [InlineData("Input(4), Linear(3, Name = \"a b\")", "MGEN2001 at M[1].Name: Name \"a b\" of 'Linear(3)' must be an identifier of the letters a to z and A to Z, digits and underscores")]
    public void Linear(string declaration, string expected) => Rules.Check(declaration, expected);

    [Theory]
    [InlineData("Input(4), Embedding(8)", "MGEN1001 at M[1]: 'Embedding(8)' after 'Input(4)' gets [F:4]: it needs token ids: begin the model with [Tokens(Vocabulary = ..., Context = ...)]; see M[0]")]
    [InlineData("Sequence(4, MaxLength = 9), Embedding(8)", "MGEN1001 at M[1]: 'Embedding(8)' after 'Sequence(4)' gets [T<=9, F:4]: it needs token ids: begin the model with [Tokens(Vocabulary = ..., Context = ...)]; see M[0]")]
    [InlineData("Tokens(Vocabulary = 9, Context = 16), Embedding(0)", "MGEN2001 at M[1].width: Width of 'Embedding' must be at least 1, not 0")]
    [InlineData("Tokens(Vocabulary = 65536, Context = 16), Embedding(65536)", "MGEN2003 at M[1].width: 'Embedding(65536)' needs 65536 x 65536 values, more than 2147483647")]
    public void Embedding(string declaration, string expected) => Rules.Check(declaration, expected);

    [Theory]
    [InlineData("Sequence(8, MaxLength = 16), PositionEmbedding", "[T<=16, F:8]")]
    [InlineData("Sequence(8, MaxLength = 16), SinusoidalPosition", "[T<=16, F:8]")]
    [InlineData("Input(8), PositionEmbedding", "MGEN1001 at M[1]: 'PositionEmbedding' after 'Input(8)' gets [F:8]: it needs a sequence [T, F]; see M[0]")]
    [InlineData("Input(8), SinusoidalPosition", "MGEN1001 at M[1]: 'SinusoidalPosition' after 'Input(8)' gets [F:8]: it needs a sequence [T, F]; see M[0]")]
    [InlineData("Tokens(Vocabulary = 9, Context = 16), PositionEmbedding", "MGEN1001 at M[1]: 'PositionEmbedding' after 'Tokens' gets i32[T<=16]: insert [Embedding(width)] first; see M[0]")]
    [InlineData("Sequence(7, MaxLength = 16), SinusoidalPosition", "MGEN2002 at M[1]: 'SinusoidalPosition' after 'Sequence(7)' gets [T<=16, F:7]: sines and cosines come in pairs, so the width must be even, not 7; see M[0]")]
    [InlineData("Sequence(65536, MaxLength = 65536), PositionEmbedding", "MGEN2003 at M[1]: 'PositionEmbedding' needs 65536 x 65536 values, more than 2147483647")]
    public void Positions(string declaration, string expected) => Rules.Check(declaration, expected);

    [Theory]
    [InlineData("Input(8), LayerNorm", "[F:8]")]
    [InlineData("Sequence(8, MaxLength = 16), LayerNorm(Epsilon = 1e-6)", "[T<=16, F:8]")]
    [InlineData("Input(8), RmsNorm", "[F:8]")]
    [InlineData("Sequence(8, MaxLength = 16), RmsNorm", "[T<=16, F:8]")]
    [InlineData("Input(3, 8, 8), LayerNorm", "MGEN1001 at M[1]: 'LayerNorm' after 'Input(3, 8, 8)' gets [C:3, H:8, W:8]: insert [Flatten] (192 features) or pool first; see M[0]")]
    [InlineData("Input(28, 28), RmsNorm", "MGEN1001 at M[1]: 'RmsNorm' after 'Input(28, 28)' gets [28, 28]: insert [Flatten] (784 features); see M[0]")]
    [InlineData("Tokens(Vocabulary = 9, Context = 16), RmsNorm", "MGEN1001 at M[1]: 'RmsNorm' after 'Tokens' gets i32[T<=16]: insert [Embedding(width)] first; see M[0]")]
    [InlineData("Input(8), LayerNorm(Epsilon = 0)", "MGEN2001 at M[1].Epsilon: Epsilon of 'LayerNorm' must be above 0 and below 1, not 0")]
    [InlineData("Input(8), RmsNorm(Epsilon = 1)", "MGEN2001 at M[1].Epsilon: Epsilon of 'RmsNorm' must be above 0 and below 1, not 1")]
    [InlineData("Input(8), RmsNorm(Epsilon = -1)", "MGEN2001 at M[1].Epsilon: Epsilon of 'RmsNorm' must be above 0 and below 1, not -1")]
    public void Norms(string declaration, string expected) => Rules.Check(declaration, expected);

    [Theory]
    [InlineData("Sequence(512, MaxLength = 16), SelfAttention(Heads = 8)", "[T<=16, F:512]")]
    [InlineData("Sequence(512, MaxLength = 16), SelfAttention(Heads = 8, KvHeads = 2, Causal = true, Rotary = true, RotaryBase = 500000, Bias = false, Dropout = 0.1)", "[T<=16, F:512]")]
    [InlineData("Sequence(512, MaxLength = 16), SelfAttention(Heads = 7)", "MGEN2002 at M[1].Heads: Width 512 is not divisible by Heads 7 (remainder 1); see M[0]")]
    [InlineData("Sequence(512, MaxLength = 16), SelfAttention(Heads = 8, KvHeads = 3)", "MGEN2002 at M[1].KvHeads: Heads 8 is not divisible by KvHeads 3 (remainder 2)")]
    [InlineData("Sequence(512, MaxLength = 16), SelfAttention(Heads = 0)", "MGEN2001 at M[1].Heads: Heads of 'SelfAttention' must be at least 1, not 0")]
    [InlineData("Sequence(512, MaxLength = 16), SelfAttention(Heads = 8, KvHeads = -1)", "MGEN2001 at M[1].KvHeads: KvHeads of 'SelfAttention' must be at least 0, not -1")]
    [InlineData("Sequence(12, MaxLength = 16), SelfAttention(Heads = 4, Rotary = true)", "MGEN2002 at M[1].Heads: Rotary positions turn pairs, so the head size must be even: width 12 / Heads 4 is 3; see M[0]")]
    [InlineData("Sequence(12, MaxLength = 16), SelfAttention(Heads = 4, RotaryBase = 0.5)", "MGEN2001 at M[1].RotaryBase: RotaryBase of 'SelfAttention' must be a number of at least 1, not 0.5")]
    [InlineData("Sequence(12, MaxLength = 16), SelfAttention(Heads = 4, RotaryBase = 1e300)", "MGEN2001 at M[1].RotaryBase: RotaryBase of 'SelfAttention' must be a number of at least 1, not 1E+300")]
    [InlineData("Sequence(12, MaxLength = 16), SelfAttention(Heads = 4, Dropout = 1)", "MGEN2001 at M[1].Dropout: Dropout of 'SelfAttention' must be at least 0 and below 1, not 1")]
    [InlineData("Sequence(12, MaxLength = 16), SelfAttention(Heads = 4, Dropout = -0.1)", "MGEN2001 at M[1].Dropout: Dropout of 'SelfAttention' must be at least 0 and below 1, not -0.1")]
    [InlineData("Input(512), SelfAttention(Heads = 8)", "MGEN1001 at M[1]: 'SelfAttention(Heads = 8)' after 'Input(512)' gets [F:512]: it needs a sequence [T, F]; see M[0]")]
    [InlineData("Tokens(Vocabulary = 9, Context = 16), SelfAttention(Heads = 8)", "MGEN1001 at M[1]: 'SelfAttention(Heads = 8)' after 'Tokens' gets i32[T<=16]: insert [Embedding(width)] first; see M[0]")]
    [InlineData("Input(3, 8, 8), SelfAttention(Heads = 8)", "MGEN1001 at M[1]: 'SelfAttention(Heads = 8)' after 'Input(3, 8, 8)' gets [C:3, H:8, W:8]: it needs a sequence [T, F]; see M[0]")]
    [InlineData("Sequence(32768, MaxLength = 16), SelfAttention(Heads = 8)", "MGEN2003 at M[1].Heads: 'SelfAttention(Heads = 8)' needs 32768 x 98304 values, more than 2147483647")]
    public void SelfAttention(string declaration, string expected) => Rules.Check(declaration, expected);

    [Theory]
    [InlineData("Input(8), SwiGlu(16)", "[F:8]")]
    [InlineData("Sequence(8, MaxLength = 16), SwiGlu(16, Bias = true)", "[T<=16, F:8]")]
    [InlineData("Input(3, 8, 8), SwiGlu(16)", "MGEN1001 at M[1]: 'SwiGlu(16)' after 'Input(3, 8, 8)' gets [C:3, H:8, W:8]: insert [Flatten] (192 features) or pool first; see M[0]")]
    [InlineData("Tokens(Vocabulary = 9, Context = 16), SwiGlu(16)", "MGEN1001 at M[1]: 'SwiGlu(16)' after 'Tokens' gets i32[T<=16]: insert [Embedding(width)] first; see M[0]")]
    [InlineData("Input(8), SwiGlu(0)", "MGEN2001 at M[1].hidden: Hidden of 'SwiGlu' must be at least 1, not 0")]
    [InlineData("Input(65536), SwiGlu(32768)", "MGEN2003 at M[1].hidden: 'SwiGlu(32768)' needs 65536 x 65536 values, more than 2147483647")]
    public void SwiGlu(string declaration, string expected) => Rules.Check(declaration, expected);

    [Theory]
    [InlineData("Input(8), Relu", "[F:8]")]
    [InlineData("Sequence(8, MaxLength = 16), Gelu(Tanh = true)", "[T<=16, F:8]")]
    [InlineData("Input(3, 8, 8), Silu", "[C:3, H:8, W:8]")]
    [InlineData("Input(8), Tanh", "[F:8]")]
    [InlineData("Input(8), Sigmoid", "[F:8]")]
    [InlineData("Input(3, 8, 8), Softplus", "[C:3, H:8, W:8]")]
    [InlineData("Input(3, 8, 8), Relu6", "[C:3, H:8, W:8]")]
    [InlineData("Input(5), HardSwish", "[F:5]")]
    [InlineData("Input(3, 8, 8), LeakyRelu", "[C:3, H:8, W:8]")]
    [InlineData("Sequence(8, MaxLength = 16), LeakyRelu(-0.5)", "[T<=16, F:8]")]
    [InlineData("Input(8), LeakyRelu(1e300)", "MGEN2001 at M[1].slope: Slope of 'LeakyRelu' must be a finite number, not 1E+300")]
    [InlineData("Input(28, 28), LeakyRelu(0.2)", "MGEN1001 at M[1]: 'LeakyRelu(0.2)' after 'Input(28, 28)' gets [28, 28]: insert [Flatten] (784 features); see M[0]")]
    [InlineData("Input(8), Elu", "[F:8]")]
    [InlineData("Sequence(8, MaxLength = 16), Elu(0)", "[T<=16, F:8]")]
    [InlineData("Input(8), Elu(-1e300)", "MGEN2001 at M[1].alpha: Alpha of 'Elu' must be a finite number, not -1E+300")]
    [InlineData("Tokens(Vocabulary = 9, Context = 16), Elu", "MGEN1001 at M[1]: 'Elu' after 'Tokens' gets i32[T<=16]: insert [Embedding(width)] first; see M[0]")]
    [InlineData("Input(8), LogSoftmax", "[F:8]")]
    [InlineData("Input(3, 8, 8), LogSoftmax", "MGEN1001 at M[1]: 'LogSoftmax' after 'Input(3, 8, 8)' gets [C:3, H:8, W:8]: insert [Flatten] (192 features) or pool first; see M[0]")]
    [InlineData("Input(28, 28), Relu", "MGEN1001 at M[1]: 'Relu' after 'Input(28, 28)' gets [28, 28]: insert [Flatten] (784 features); see M[0]")]
    [InlineData("Tokens(Vocabulary = 9, Context = 16), Gelu", "MGEN1001 at M[1]: 'Gelu' after 'Tokens' gets i32[T<=16]: insert [Embedding(width)] first; see M[0]")]
    [InlineData("Input(8), Softmax", "[F:8]")]
    [InlineData("Sequence(8, MaxLength = 16), Softmax", "[T<=16, F:8]")]
    [InlineData("Input(3, 8, 8), Softmax", "MGEN1001 at M[1]: 'Softmax' after 'Input(3, 8, 8)' gets [C:3, H:8, W:8]: insert [Flatten] (192 features) or pool first; see M[0]")]
    public void Activations(string declaration, string expected) => Rules.Check(declaration, expected);

    [Theory]
    [InlineData("Input(8), Dropout(0.5)", "[F:8]")]
    [InlineData("Input(3, 8, 8), Dropout(0)", "[C:3, H:8, W:8]")]
    [InlineData("Input(8), Dropout(1)", "MGEN2001 at M[1].rate: Rate of 'Dropout' must be at least 0 and below 1, not 1")]
    [InlineData("Input(8), Dropout(-0.5)", "MGEN2001 at M[1].rate: Rate of 'Dropout' must be at least 0 and below 1, not -0.5")]
    [InlineData("Input(28, 28), Dropout(0.5)", "MGEN1001 at M[1]: 'Dropout(0.5)' after 'Input(28, 28)' gets [28, 28]: insert [Flatten] (784 features); see M[0]")]
    public void Dropout(string declaration, string expected) => Rules.Check(declaration, expected);

    [Theory]
    [InlineData("Input(8), Linear(0), Embedding(4), Flatten, SelfAttention(Heads = 3)", "MGEN2001 at M[1].outFeatures: OutFeatures of 'Linear' must be at least 1, not 0")]
    [InlineData("Input(3, 8, 8), Linear(4), TakeLast, Loss(Loss.CrossEntropy), Target(Classes = 3)", "MGEN1001 at M[1]: 'Linear(4)' after 'Input(3, 8, 8)' gets [C:3, H:8, W:8]: insert [Flatten] (192 features) or pool first; see M[0]")]
    [InlineData("Input(8), Linear(0), Linear(0), Dropout(2)", "MGEN2001 at M[1].outFeatures: OutFeatures of 'Linear' must be at least 1, not 0\nMGEN2001 at M[2].outFeatures: OutFeatures of 'Linear' must be at least 1, not 0\nMGEN2001 at M[3].rate: Rate of 'Dropout' must be at least 0 and below 1, not 2")]
    public void OneFaultIsOneError(string declaration, string expected) => Rules.Check(declaration, expected);
}
