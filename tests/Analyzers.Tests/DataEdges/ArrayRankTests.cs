using System.Threading.Tasks;
using ModelGen.Tests.Harness;
using Xunit;

namespace ModelGen.Analyzers.Tests.DataEdges;

/// <summary>An array has one axis, wherever it comes from: its type says so.</summary>
public class ArrayRankTests
{
    [Theory]
    [InlineData("(float[] row, int label) = (data, 3); iris.Predict({|#0:row|});")]
    [InlineData("(float[] Row, int Label) pair = (data, 3); iris.Predict({|#0:pair.Row|});")]
    [InlineData("foreach (float[] row in new float[][] { data, data }) iris.Predict({|#0:row|});")]
    [InlineData("System.Collections.Generic.List<float[]> rows = [data]; foreach (var row in rows) iris.Predict({|#0:row|});")]
    [InlineData("System.Collections.Generic.KeyValuePair<int, float[]> pair = new(3, data); iris.Predict({|#0:pair.Value|});")]
    [InlineData("iris.Predict({|#0:data|});")]
    [InlineData("float[][] rows = [data]; iris.Predict({|#0:rows[0]|});")]
    [InlineData("System.Func<float[]> read = () => data; iris.Predict({|#0:read()|});")]
    public Task OneAxis(string statements) => Program.Verify(
        statements,
        new Expected("MGEN4001", 0, "'input' of Iris.Predict is [?], expected [B, 4]: put the batch axis first, [1, 4]"));
}
