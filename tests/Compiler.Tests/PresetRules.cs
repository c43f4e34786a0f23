using ModelGen.Compiler.Tests.Harness;
using Xunit;

namespace ModelGen.Compiler.Tests;

/// <summary>Every argument of [Transformer]; its layers never have errors of their own.</summary>
public class PresetRules
{
    [Theory]
    [InlineData("Transformer(Layers = 6)", "[T<=256, F:512] [T<=256, F:512] [T<=256, F:512] [T<=256, F:512] [T<=256, F:256]")]
    [InlineData("Transformer(Style = TransformerStyle.Llama)", "[T<=256, F:512] [T<=256, F:512] [T<=256, F:512] [T<=256, F:256]")]
    [InlineData("Transformer(Layers = 0)", "MGEN2001 at M[0].Layers: Layers of 'Transformer' must be at least 1, not 0")]
    [InlineData("Transformer(Heads = 0)", "MGEN2001 at M[0].Heads: Heads of 'Transformer' must be at least 1, not 0")]
    [InlineData("Transformer(Width = -1)", "MGEN2001 at M[0].Width: Width of 'Transformer' must be at least 1, not -1")]
    [InlineData("Transformer(Vocabulary = 0)", "MGEN2001 at M[0].Vocabulary: Vocabulary of 'Transformer' must be at least 1, not 0")]
    [InlineData("Transformer(Context = 0)", "MGEN2001 at M[0].Context: Context of 'Transformer' must be at least 1, not 0")]
    [InlineData("Transformer(KvHeads = -1)", "MGEN2001 at M[0].KvHeads: KvHeads of 'Transformer' must be at least 0, not -1")]
    [InlineData("Transformer(Hidden = -1)", "MGEN2001 at M[0].Hidden: Hidden of 'Transformer' must be at least 0, not -1")]
    [InlineData("Transformer(Width = 512, Heads = 6)", "MGEN2002 at M[0].Heads: Width 512 is not divisible by Heads 6 (remainder 2)")]
    [InlineData("Transformer(Width = 100)", "MGEN2002 at M[0].Width: Width 100 is not divisible by Heads 8 (remainder 4)")]
    [InlineData("Transformer(Heads = 8, KvHeads = 3)", "MGEN2002 at M[0].KvHeads: Heads 8 is not divisible by KvHeads 3 (remainder 2)")]
    [InlineData("Transformer(Style = TransformerStyle.Llama, Width = 24)", "MGEN2002 at M[0].Width: Rotary positions turn pairs, so the head size must be even: Width 24 / Heads 8 is 3")]
    [InlineData("Transformer(Dropout = 1)", "MGEN2001 at M[0].Dropout: Dropout of 'Transformer' must be at least 0 and below 1, not 1")]
    [InlineData("Transformer(Epsilon = 0)", "MGEN2001 at M[0].Epsilon: Epsilon of 'Transformer' must be above 0 and below 1, not 0")]
    [InlineData("Transformer(RotaryBase = 0)", "MGEN2001 at M[0].RotaryBase: RotaryBase of 'Transformer' must be a number of at least 1, not 0")]
    [InlineData("Transformer(RotaryBase = 1e300)", "MGEN2001 at M[0].RotaryBase: RotaryBase of 'Transformer' must be a number of at least 1, not 1E+300")]
    [InlineData("Transformer(Classes = 3)", "MGEN0011 at M[0].Classes: Classes belongs to Style = TransformerStyle.Bert; a Gpt model predicts tokens")]
    [InlineData("Transformer(Style = TransformerStyle.Bert)", "[T<=256, F:512] [T<=256, F:512] [T<=256, F:512] [T<=256, F:512] [F:512] [F:512] [F:512]")]
    [InlineData("Transformer(Style = TransformerStyle.Bert, Classes = 3, KvHeads = 2, Dropout = 0.1)", "[T<=256, F:512] [T<=256, F:512] [T<=256, F:512] [T<=256, F:512] [T<=256, F:512] [F:512] [F:512] [F:512] [F:512] [F:3]")]
    [InlineData("Transformer(Style = TransformerStyle.Bert, Classes = -1)", "MGEN2001 at M[0].Classes: Classes of 'Transformer' must be at least 0, not -1")]
    [InlineData("Transformer(Style = TransformerStyle.Bert, TiedHead = true)", "MGEN0011 at M[0].TiedHead: TiedHead belongs to models that predict tokens; a Bert model ends in its pooler or in Classes")]
    [InlineData("Transformer(Style = TransformerStyle.Bert, Vocabulary = 1073741824, Width = 1, Heads = 1)", "MGEN2003 at M[0].Vocabulary: Vocabulary 1073741824 is too large for the two segments of a Bert model: 2 x 1073741824 ids are more than 2147483647")]
    [InlineData("Transformer(Style = TransformerStyle.Bert, Classes = 2147483647)", "MGEN2003 at M[0].Classes: A weight of 'Transformer' would have 1099511627264 values, more than 2147483647")]
    [InlineData("Transformer(Width = 65536, Heads = 1)", "MGEN2003 at M[0].Width: A weight of 'Transformer' would have 34359738368 values, more than 2147483647")]
    [InlineData("Transformer(Vocabulary = 2147483647)", "MGEN2003 at M[0].Vocabulary: A weight of 'Transformer' would have 1099511627264 values, more than 2147483647")]
    [InlineData("Transformer(Layers = 1000, Width = 12288)", "MGEN2003 at M: The model M has 1812105388032 parameters, more than the 1099511627776 that a model can have")]
    [InlineData("Transformer(Layers = 6), Linear(3)", "MGEN0010 at M[1]: [Transformer] is the whole model: remove 'Linear(3)'; see M[0]")]
    [InlineData("Input(4), Transformer", "MGEN0010 at M[0]: [Transformer] is the whole model: remove 'Input(4)'; see M[1]")]
    [InlineData("Transformer, Loss(Loss.CrossEntropy)", "MGEN0010 at M[1]: [Transformer] is the whole model: remove 'Loss(CrossEntropy)'; see M[0]")]
    [InlineData("Transformer, Transformer", "MGEN0010 at M[1]: [Transformer] is the whole model: remove 'Transformer'; see M[0]")]
    public void Transformer(string declaration, string expected) => Rules.Check(declaration, expected);
}
