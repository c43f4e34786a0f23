using System.Threading.Tasks;
using ModelGen.Tests.Harness;
using Xunit;

namespace ModelGen.Analyzers.Tests.Graphs;

/// <summary>A graph method that is wrong in one place gets one diagnostic, at the call or the argument; with that mended it gets none.</summary>
public class GraphErrorTests
{
    [Fact]
    public Task AWindowThatDoesNotFit() => Verify(
        "[Input(3, 8, 8)] Symbol x",
        "x.Conv2d(4, kernel: {|#0:9|})",
        new Expected("MGEN1003", 0, "'Conv2d(4)' after 'Input(3, 8, 8)' gets [C:3, H:8, W:8]: a window of 9 does not fit into 8", 1));

    [Fact]
    public Task ConcatAfterAnOddSize() => Verify(
        "[Input(3, 9, 8)] Symbol x",
        "{|#0:Concat(x, {|#2:x.MaxPool2d(2).{|#1:Upsample2d(2)|}|})|}",
        new Expected("MGEN1010", 0, "'Concat' gets [C:3, H:9, W:8] and [C:3, H:8, W:8]: H:9 and H:8 differ", 3, 1));

    private static Task Verify(string parameters, string expression, params Expected[] expected) => Expected.Verify($$"""
        using static ModelGen.Graph;
        [Model]
        partial class M
        {
            [Forward]
            static Symbol Run({{parameters}}) => {{expression}};
        }
        """, expected);
}
