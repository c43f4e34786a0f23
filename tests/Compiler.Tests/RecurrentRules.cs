using ModelGen.Compiler.Tests.Harness;
using Xunit;

namespace ModelGen.Compiler.Tests;

/// <summary>Values and shapes of recurrent layers.</summary>
public class RecurrentRules
{
    [Theory]
    [InlineData("Sequence(6, MaxLength = 8), Lstm(14)", "[F:14]")]
    [InlineData("Sequence(6, MaxLength = 8), Rnn(14, ReturnSequences = true)", "[T<=8, F:14]")]
    [InlineData("Sequence(6, MaxLength = 8), Gru(14, Bidirectional = true, Layers = 3)", "[F:28]")]
    [InlineData("Sequence(6, MaxLength = 8), Lstm(14, Bidirectional = true, ReturnSequences = true)", "[T<=8, F:28]")]
    [InlineData("Sequence(6, MaxLength = 8), Lstm(64), Lstm(32)", "MGEN1001 at M[2]: 'Lstm(32)' after 'Lstm(64)' gets [F:64]: set ReturnSequences = true on 'Lstm(64)'; see M[1]")]
    [InlineData("Input(6), Gru(3)", "MGEN1001 at M[1]: 'Gru(3)' after 'Input(6)' gets [F:6]: it needs a sequence [T, F]; see M[0]")]
    [InlineData("Tokens(Vocabulary = 6, Context = 4), Rnn(3)", "MGEN1001 at M[1]: 'Rnn(3)' after 'Tokens' gets i32[T<=4]: insert [Embedding(width)] first; see M[0]")]
    [InlineData("Input(3, 4, 4), Rnn(3)", "MGEN1001 at M[1]: 'Rnn(3)' after 'Input(3, 4, 4)' gets [C:3, H:4, W:4]: it needs a sequence [T, F]; see M[0]")]
    [InlineData("Sequence(6, MaxLength = 8), Lstm(0)", "MGEN2001 at M[1].hidden: Hidden of 'Lstm' must be at least 1, not 0")]
    [InlineData("Sequence(6, MaxLength = 8), Rnn(4, Layers = 100)", "[F:4]")]
    [InlineData("Sequence(6, MaxLength = 8), Rnn(4, Layers = 101)", "MGEN2003 at M[1].Layers: Layers of 'Rnn' must be at most 100, not 101")]
    [InlineData("Sequence(6, MaxLength = 8), Lstm(4, Layers = 1000000, Bidirectional = true)", "MGEN2003 at M[1].Layers: Layers of 'Lstm' must be at most 100, not 1000000")]
    [InlineData("Sequence(6, MaxLength = 8), Gru(4, Layers = 0)", "MGEN2001 at M[1].Layers: Layers of 'Gru' must be at least 1, not 0")]
    [InlineData("Sequence(6, MaxLength = 8), Lstm(32768)", "MGEN2003 at M[1].hidden: 'Lstm(32768)' needs 4 x 32768 x 32768 values, more than 2147483647")]
    [InlineData("Sequence(6, MaxLength = 8), Rnn(8192, Layers = 64)", "MGEN2003 at M[1].Layers: 'Rnn(8192)' needs 64 x 1 x 8192 x 8192 values, more than 2147483647")]
    public void Recurrent(string declaration, string expected) => Rules.Check(declaration, expected);
}
