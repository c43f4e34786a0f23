using ModelGen.Compiler.Tests.Harness;
using Xunit;

namespace ModelGen.Compiler.Tests;

/// <summary>Values and shapes of convolutions and pools, row by row of the catalogue.</summary>
public class WindowRules
{
    [Theory]
    [InlineData("Input(3, 32, 32), Conv2d(32, Kernel = 3)", "[C:32, H:30, W:30]")]
    [InlineData("Input(3, 32, 30), Conv2d(8, Kernel = 5, Stride = 2, Padding = 1)", "[C:8, H:15, W:14]")]
    [InlineData("Input(3, 32, 32), Conv2d(8, Kernel = 3, Dilation = 3)", "[C:8, H:26, W:26]")]
    [InlineData("Input(4, 9, 9), Conv2d(6, Kernel = 3, Groups = 2, Bias = false, InChannels = 4)", "[C:6, H:7, W:7]")]
    [InlineData("Input(3, 9, 7), Conv2d(6, Kernel = 4, Same = true)", "[C:6, H:9, W:7]")]
    [InlineData("Input(3, 9, 7), Conv2d(6, Kernel = 3, Dilation = 2, Same = true, Padding = 0)", "[C:6, H:9, W:7]")]
    [InlineData("Input(3, 32, 32), Conv2d(32, Kernel = 3), Linear(10)", "MGEN1001 at M[2]: 'Linear(10)' after 'Conv2d(32)' gets [C:32, H:30, W:30]: insert [Flatten] (28800 features) or pool first; see M[1]")]
    [InlineData("Input(12), Conv2d(8, Kernel = 3)", "MGEN1001 at M[1]: 'Conv2d(8)' after 'Input(12)' gets [F:12]: it needs an image [C, H, W]: begin with [Input(c, h, w)] or insert [Reshape(c, h, w)]; see M[0]")]
    [InlineData("Input(28, 28), Conv2d(8, Kernel = 3)", "MGEN1001 at M[1]: 'Conv2d(8)' after 'Input(28, 28)' gets [28, 28]: it needs an image [C, H, W]: begin with [Input(c, h, w)] or insert [Reshape(c, h, w)]; see M[0]")]
    [InlineData("Tokens(Vocabulary = 9, Context = 4), Conv2d(8, Kernel = 3)", "MGEN1001 at M[1]: 'Conv2d(8)' after 'Tokens' gets i32[T<=4]: it needs an image [C, H, W]: begin with [Input(c, h, w)] or insert [Reshape(c, h, w)]; see M[0]")]
    [InlineData("Input(3, 8, 8), Conv2d(8, Kernel = 3, InChannels = 4)", "MGEN1002 at M[1].InChannels: 'Conv2d(8)' after 'Input(3, 8, 8)' gets [C:3, H:8, W:8]: InChannels must be 3, not 4; see M[0]")]
    [InlineData("Input(32, 24, 3), Conv2d(8, Kernel = 3, InChannels = 3)", "MGEN1002 at M[1].InChannels: 'Conv2d(8)' after 'Input(32, 24, 3)' gets [C:32, H:24, W:3]: 3 channels are the last size, but sizes are [C, H, W]: write Input(3, 32, 24); see M[0]")]
    [InlineData("Input(32, 24, 3), Conv2d(8, Kernel = 3, InChannels = 24)", "MGEN1002 at M[1].InChannels: 'Conv2d(8)' after 'Input(32, 24, 3)' gets [C:32, H:24, W:3]: InChannels must be 32, not 24; see M[0]")]
    [InlineData("Input(32, 24, 3), Relu, Conv2d(8, Kernel = 3, InChannels = 3)", "MGEN1002 at M[2].InChannels: 'Conv2d(8)' after 'Relu' gets [C:32, H:24, W:3]: InChannels must be 32, not 3; see M[1]")]
    [InlineData("Input(3, 8, 8), Conv2d(8, Kernel = 3, InChannels = -4)", "MGEN2001 at M[1].InChannels: InChannels of 'Conv2d' must be at least 0, not -4")]
    [InlineData("Input(3, 8, 8), Conv2d(0, Kernel = 3)", "MGEN2001 at M[1].channels: Channels of 'Conv2d' must be at least 1, not 0")]
    [InlineData("Input(3, 8, 8), Conv2d(8, Kernel = 0)", "MGEN2001 at M[1].Kernel: Kernel of 'Conv2d' must be at least 1, not 0")]
    [InlineData("Input(3, 8, 8), Conv2d(8, Kernel = 3, Stride = 0)", "MGEN2001 at M[1].Stride: Stride of 'Conv2d' must be at least 1, not 0")]
    [InlineData("Input(3, 8, 8), Conv2d(8, Kernel = 3, Padding = -1)", "MGEN2001 at M[1].Padding: Padding of 'Conv2d' must be at least 0, not -1")]
    [InlineData("Input(3, 8, 8), Conv2d(8, Kernel = 3, Dilation = 0)", "MGEN2001 at M[1].Dilation: Dilation of 'Conv2d' must be at least 1, not 0")]
    [InlineData("Input(3, 8, 8), Conv2d(8, Kernel = 3, Groups = 0)", "MGEN2001 at M[1].Groups: Groups of 'Conv2d' must be at least 1, not 0")]
    [InlineData("Input(3, 8, 8), Conv2d(8, Kernel = 3, Groups = 3)", "MGEN2002 at M[1].Groups: Channels 8 is not divisible by Groups 3 (remainder 2)")]
    [InlineData("Input(3, 8, 8), Conv2d(8, Kernel = 3, Groups = 2)", "MGEN2002 at M[1].Groups: C 3 is not divisible by Groups 2 (remainder 1); see M[0]")]
    [InlineData("Input(3, 8, 8), Conv2d(8, Kernel = 3, Same = true, Stride = 2)", "MGEN2001 at M[1].Stride: Stride of 'Conv2d' must be 1 beside Same = true, not 2")]
    [InlineData("Input(3, 8, 8), Conv2d(8, Kernel = 3, Same = true, Padding = 1)", "MGEN2001 at M[1].Padding: Padding of 'Conv2d' must be 0 beside Same = true, not 1")]
    [InlineData("Input(3, 8, 2), Conv2d(8, Kernel = 3)", "MGEN1003 at M[1].Kernel: 'Conv2d(8)' after 'Input(3, 8, 2)' gets [C:3, H:8, W:2]: its window of 3 x 3 is larger than 8 x 2; see M[0]")]
    [InlineData("Input(3, 8, 8), Conv2d(8, Kernel = 6, Dilation = 2, Padding = 1)", "MGEN1003 at M[1].Kernel: 'Conv2d(8)' after 'Input(3, 8, 8)' gets [C:3, H:8, W:8]: its window of 11 x 11 is larger than 10 x 10 with padding; see M[0]")]
    [InlineData("Input(3, 8, 8), Conv2d(8, Kernel = 2147483647, Dilation = 2147483647)", "MGEN1003 at M[1].Kernel: 'Conv2d(8)' after 'Input(3, 8, 8)' gets [C:3, H:8, W:8]: its window of 2147483648 x 2147483648 is larger than 8 x 8; see M[0]")]
    [InlineData("Input(2048, 8, 8), Conv2d(2048, Kernel = 32, Padding = 16)", "MGEN2003 at M[1].channels: 'Conv2d(2048)' needs 2048 x 2048 x 32 x 32 values, more than 2147483647")]
    [InlineData("Input(1, 2048, 2048), Conv2d(512, Kernel = 1)", "MGEN2003 at M[1].channels: 'Conv2d(512)' needs 512 x 2048 x 2048 values, more than 2147483647")]
    [InlineData("Input(3, 8, 8), Conv2d(8, Kernel = 1, Stride = 100000, Padding = 50000)", "MGEN2003 at M[1].channels: 'Conv2d(8)' needs 3 x 100008 x 100008 values, more than 2147483647")]
    public void Conv2d(string declaration, string expected) => Rules.Check(declaration, expected);

    [Theory]
    [InlineData("Input(3, 8, 6), ConvTranspose2d(5, Kernel = 3)", "[C:5, H:10, W:8]")]
    [InlineData("Input(3, 8, 8), ConvTranspose2d(5, Kernel = 4, Stride = 2, Padding = 1, Bias = false)", "[C:5, H:16, W:16]")]
    [InlineData("Input(3, 8, 8), ConvTranspose2d(5, Kernel = 3, Stride = 2, Padding = 1, OutputPadding = 1)", "[C:5, H:16, W:16]")]
    [InlineData("Input(3, 8, 8), ConvTranspose2d(5, Kernel = 3, OutputPadding = 1)", "MGEN2001 at M[1].OutputPadding: OutputPadding of 'ConvTranspose2d' must be below Stride 1, not 1")]
    [InlineData("Input(3, 8, 8), ConvTranspose2d(5, Kernel = 3, OutputPadding = -1)", "MGEN2001 at M[1].OutputPadding: OutputPadding of 'ConvTranspose2d' must be at least 0, not -1")]
    [InlineData("Input(3, 1, 1), ConvTranspose2d(5, Kernel = 3, Padding = 2)", "MGEN1003 at M[1].Padding: 'ConvTranspose2d(5)' after 'Input(3, 1, 1)' gets [C:3, H:1, W:1]: Padding 2 cuts off all of the 3 x 3 that it would give; see M[0]")]
    [InlineData("Sequence(3, MaxLength = 8), ConvTranspose2d(5, Kernel = 3)", "MGEN1001 at M[1]: 'ConvTranspose2d(5)' after 'Sequence(3)' gets [T<=8, F:3]: it needs an image [C, H, W]: begin with [Input(c, h, w)] or insert [Reshape(c, h, w)]; see M[0]")]
    [InlineData("Input(3, 8, 8), ConvTranspose2d(5, Kernel = 1, Stride = 2147483647)", "MGEN2003 at M[1].channels: 'ConvTranspose2d(5)' needs 5 x 2147483648 x 2147483648 values, more than 2147483647")]
    public void ConvTranspose2d(string declaration, string expected) => Rules.Check(declaration, expected);

    [Theory]
    [InlineData("Input(3, 9, 8), MaxPool2d(2)", "[C:3, H:4, W:4]")]
    [InlineData("Input(3, 9, 8), AvgPool2d(3, Stride = 2, Padding = 1)", "[C:3, H:5, W:4]")]
    [InlineData("Input(16, 3, 3), MaxPool2d(4)", "MGEN1003 at M[1].size: 'MaxPool2d(4)' after 'Input(16, 3, 3)' gets [C:16, H:3, W:3]: its window of 4 x 4 is larger than 3 x 3; see M[0]")]
    [InlineData("Input(3, 8, 8), MaxPool2d(0)", "MGEN2001 at M[1].size: Size of 'MaxPool2d' must be at least 1, not 0")]
    [InlineData("Input(3, 8, 8), AvgPool2d(2, Stride = 0)", "MGEN2001 at M[1].Stride: Stride of 'AvgPool2d' must be at least 1, not 0")]
    [InlineData("Input(3, 8, 8), MaxPool2d(3, Padding = 2)", "MGEN2001 at M[1].Padding: Padding of 'MaxPool2d(3)' must be at most half of its size, 1, not 2")]
    [InlineData("Input(12), AvgPool2d(2)", "MGEN1001 at M[1]: 'AvgPool2d(2)' after 'Input(12)' gets [F:12]: it needs an image [C, H, W]: begin with [Input(c, h, w)] or insert [Reshape(c, h, w)]; see M[0]")]
    public void Pools(string declaration, string expected) => Rules.Check(declaration, expected);

    [Theory]
    [InlineData("Input(3, 9, 8), BatchNorm", "[C:3, H:9, W:8]")]
    [InlineData("Input(8), BatchNorm(Momentum = 1, Epsilon = 0.001)", "[F:8]")]
    [InlineData("Sequence(8, MaxLength = 4), BatchNorm(Momentum = 0)", "[T<=4, F:8]")]
    [InlineData("Input(8), BatchNorm(Momentum = 1.5)", "MGEN2001 at M[1].Momentum: Momentum of 'BatchNorm' must be at least 0 and at most 1, not 1.5")]
    [InlineData("Input(8), BatchNorm(Momentum = -0.1)", "MGEN2001 at M[1].Momentum: Momentum of 'BatchNorm' must be at least 0 and at most 1, not -0.1")]
    [InlineData("Input(8), BatchNorm(Epsilon = 0)", "MGEN2001 at M[1].Epsilon: Epsilon of 'BatchNorm' must be above 0 and below 1, not 0")]
    [InlineData("Input(28, 28), BatchNorm", "MGEN1001 at M[1]: 'BatchNorm' after 'Input(28, 28)' gets [28, 28]: insert [Flatten] (784 features); see M[0]")]
    [InlineData("Input(6, 9, 8), GroupNorm(3)", "[C:6, H:9, W:8]")]
    [InlineData("Input(6, 9, 8), GroupNorm(4)", "MGEN2002 at M[1].groups: C 6 is not divisible by Groups 4 (remainder 2); see M[0]")]
    [InlineData("Input(6, 9, 8), GroupNorm(0)", "MGEN2001 at M[1].groups: Groups of 'GroupNorm' must be at least 1, not 0")]
    [InlineData("Input(6), GroupNorm(3)", "MGEN1001 at M[1]: 'GroupNorm(3)' after 'Input(6)' gets [F:6]: it needs an image [C, H, W]: begin with [Input(c, h, w)] or insert [Reshape(c, h, w)]; see M[0]")]
    public void Norms(string declaration, string expected) => Rules.Check(declaration, expected);

    [Theory]
    [InlineData("Input(3, 9, 8), Upsample2d(3)", "[C:3, H:27, W:24]")]
    [InlineData("Input(3, 9, 8), Upsample2d(0)", "MGEN2001 at M[1].factor: Factor of 'Upsample2d' must be at least 1, not 0")]
    [InlineData("Input(3, 9, 8), Upsample2d(65536)", "MGEN2003 at M[1].factor: 'Upsample2d(65536)' needs 3 x 589824 x 524288 values, more than 2147483647")]
    [InlineData("Input(3), Upsample2d(2)", "MGEN1001 at M[1]: 'Upsample2d(2)' after 'Input(3)' gets [F:3]: it needs an image [C, H, W]: begin with [Input(c, h, w)] or insert [Reshape(c, h, w)]; see M[0]")]
    public void Upsampling(string declaration, string expected) => Rules.Check(declaration, expected);

    [Theory]
    [InlineData("Sequence(6, MaxLength = 8), Conv1d(14, Kernel = 3)", "[T<=6, F:14]")]
    [InlineData("Sequence(6, MaxLength = 8), Conv1d(14, Kernel = 4, Same = true, Groups = 2)", "[T<=8, F:14]")]
    [InlineData("Sequence(6, MaxLength = 9), Conv1d(4, Kernel = 3, Stride = 2, Padding = 1), Relu, MaxPool1d(2), AvgPool1d(2, Stride = 1), TakeLast", "[T<=5, F:4] [T<=5, F:4] [T<=2, F:4] [T<=1, F:4] [F:4]")]
    [InlineData("Sequence(6, MaxLength = 8), Conv1d(14, Kernel = 9)", "MGEN1003 at M[1].Kernel: 'Conv1d(14)' after 'Sequence(6)' gets [T<=8, F:6]: its window of 9 is larger than 8; see M[0]")]
    [InlineData("Sequence(6, MaxLength = 8), MaxPool1d(9)", "MGEN1003 at M[1].size: 'MaxPool1d(9)' after 'Sequence(6)' gets [T<=8, F:6]: its window of 9 is larger than 8; see M[0]")]
    [InlineData("Sequence(6, MaxLength = 8), AvgPool1d(3, Padding = 2)", "MGEN2001 at M[1].Padding: Padding of 'AvgPool1d(3)' must be at most half of its size, 1, not 2")]
    [InlineData("Sequence(6, MaxLength = 8), Conv1d(14, Kernel = 3, Groups = 7)", "MGEN2002 at M[1].Groups: F 6 is not divisible by Groups 7 (remainder 6); see M[0]")]
    [InlineData("Sequence(6, MaxLength = 8), Conv1d(14, Kernel = 0)", "MGEN2001 at M[1].Kernel: Kernel of 'Conv1d' must be at least 1, not 0")]
    [InlineData("Input(6), Conv1d(3, Kernel = 2)", "MGEN1001 at M[1]: 'Conv1d(3)' after 'Input(6)' gets [F:6]: it needs a sequence [T, F]; see M[0]")]
    [InlineData("Tokens(Vocabulary = 6, Context = 4), MaxPool1d(2)", "MGEN1001 at M[1]: 'MaxPool1d(2)' after 'Tokens' gets i32[T<=4]: insert [Embedding(width)] first; see M[0]")]
    [InlineData("Sequence(65536, MaxLength = 8), Conv1d(65536, Kernel = 3)", "MGEN2003 at M[1].channels: 'Conv1d(65536)' needs 65536 x 65536 x 3 values, more than 2147483647")]
    [InlineData("Tokens(Vocabulary = 6, Context = 4, Padding = 0), Embedding(4), Conv1d(3, Kernel = 2), GlobalMaxPool, Loss(Loss.CrossEntropy)", "[T<=4, F:4] [T<=3, F:3] [F:3]")]
    [InlineData("Tokens(Vocabulary = 6, Context = 4, Padding = 0), Embedding(4), Conv1d(3, Kernel = 2, Same = true), Loss(Loss.CrossEntropy)", "[T<=4, F:4] [T<=4, F:3]")]
    [InlineData("Tokens(Vocabulary = 6, Context = 4, Padding = 0), Embedding(4), Conv1d(3, Kernel = 2), Loss(Loss.CrossEntropy)", "MGEN1006 at M[3]: Loss.CrossEntropy per step leaves padding out, but after windows over time the steps of [T<=3, F:3] are not those of the tokens: keep the length (Same = true) or pool over time ([GlobalMaxPool]) first; see M[2]")]
    public void OverTime(string declaration, string expected) => Rules.Check(declaration, expected);
}
