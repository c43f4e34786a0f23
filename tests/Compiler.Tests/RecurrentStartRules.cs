using System.Collections.Generic;
using System.Linq;
using ModelGen.Compiler.Ir;
using ModelGen.Compiler.Layers;
using ModelGen.Compiler.Ops.Recurrent;
using ModelGen.Compiler.Spec;
using ModelGen.Compiler.Tests.Harness;
using Xunit;

namespace ModelGen.Compiler.Tests;

/// <summary>Recurrent layers that begin at given states and give their last ones, which no attribute says.</summary>
public class RecurrentStartRules
{
    [Theory]
    [InlineData(RecurrentKind.Lstm, "ReturnSequences", 4, true, true, "[T<=8, F:4] [F:4] [F:4]")]
    [InlineData(RecurrentKind.Lstm, "", 4, false, true, "[F:4] [F:4] [F:4]")]
    [InlineData(RecurrentKind.Gru, "ReturnSequences", 4, false, true, "[T<=8, F:4] [F:4]")]
    [InlineData(RecurrentKind.Rnn, "", 4, false, false, "[F:4]")]
    [InlineData(RecurrentKind.Gru, "", 4, true, false, "MGEN1001: 'Gru(4)' has no cell to begin at: an Lstm has one")]
    [InlineData(RecurrentKind.Gru, "", 5, false, false, "MGEN1001: 'Gru(4)' begins at [F:5]: its state must be [F:4]")]
    [InlineData(RecurrentKind.Lstm, "Bidirectional", 8, true, false, "[F:8]")]
    [InlineData(RecurrentKind.Lstm, "Layers", 8, true, true, "[F:4] [F:8] [F:8]")]
    [InlineData(RecurrentKind.Gru, "Bidirectional", 8, false, true, "[F:8] [F:8]")]
    [InlineData(RecurrentKind.Lstm, "Bidirectional", 4, false, false, "MGEN1001: 'Lstm(4)' begins at [F:4]: its state must be [F:8], 4 for each of its 2 layers and directions")]
    [InlineData(RecurrentKind.Lstm, "Layers", 4, false, true, "MGEN1001: 'Lstm(4)' begins at [F:4]: its state must be [F:8], 4 for each of its 2 layers and directions")]
    public void StatesFitOrAreRefused(RecurrentKind kind, string more, long width, bool cell, bool withState, string expected)
    {
        var builder = new GraphBuilder("M");
        Value x = builder.Input("x", TensorType.F32(Axis.Batch, Axis.Time(8), Axis.Feature(6))), start = builder.Input("start", TensorType.F32(Axis.Batch, Axis.Feature(width)));
        IEnumerable<ArgumentSpec> arguments = [ArgumentSpec.Of("hidden", 4L), .. more switch { "" => [], "Layers" => new[] { ArgumentSpec.Of(more, 2L) }, _ => [ArgumentSpec.Of(more, true)] }];
        var lowering = new Lowering(default, []);
        var context = new LayerContext(lowering, new SequenceScope(new GraphState(builder), default, "", null), new LayerSpec(kind.ToString(), new([.. arguments]), new SourceRef("M", 0)), null, new LayerName("cell", new("Cell"), "cell"));
        IReadOnlyList<Value> results = new RecurrentLayer(kind).Lower(context, x, start, cell ? start : null, withState);
        Assert.Equal(expected, lowering.Errors.Count > 0 ? string.Join("; ", lowering.Errors.Select(error => $"{error.Code}: {error.Message}")) : string.Join(" ", results.Select(result => result.Type.ExampleText)));
    }
}
