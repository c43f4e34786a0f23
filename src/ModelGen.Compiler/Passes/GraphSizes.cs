using System;
using System.Collections.Generic;
using System.Linq;
using ModelGen.Compiler.Errors;
using ModelGen.Compiler.Ir;
using ModelGen.Compiler.Layers;
using ModelGen.Compiler.Spec;

namespace ModelGen.Compiler.Passes;

/// <summary>The sizes that a graph method asks for while it is read: each question is about the graph so far, which only grows, so that its steps are lowered once.</summary>
/// <param name="types">Of the inputs, where the graph is a block's.</param>
public sealed class GraphSizes(IReadOnlyList<TensorType>? types = null)
{
    private readonly List<MissingVariant> _missing = [];
    private EquatableArray<InputSpec> _inputs; // of the entry point that is read
    private GraphSteps? _steps;

    /// <summary>The first block so far that asks for sizes and was not read for the types that it is used with; null where there is none.</summary>
    public MissingVariant? Unread => _missing.FirstOrDefault();

    /// <summary>The first such block of a model's whole graph.</summary>
    public MissingVariant? Missing(ModelSpec spec)
    {
        try
        {
            if (spec.Graph is not { } graph || !spec.Blocks.Any(block => block.AsksForSizes))
            {
                return null;
            }

            _ = Types(spec, graph); // lowers what is new, and notes what is missing for it
            return Unread;
        }
        catch (Exception)
        {
            return null; // Compile says it
        }
    }

    /// <param name="spec">Holds the graph so far, and the blocks that it uses.</param>
    /// <param name="value">The value's number.</param>
    /// <param name="axis">The property of <c>Symbol</c>.</param>
    /// <returns>Null where it is not known.</returns>
    public int? Of(ModelSpec spec, int value, string axis)
    {
        try
        {
            return spec.Graph is { } graph ? Of(spec, graph, value, axis) : null;
        }
        catch (Exception)
        {
            return null; // Compile says it
        }
    }

    /// <summary>The types of all values; fewer after an error in an input.</summary>
    internal IReadOnlyList<TensorType> Types(ModelSpec spec, GraphSpec graph)
    {
        _missing.Clear();
        if (_steps is null || _inputs != graph.Inputs)
        {
            var errors = new List<ModelError>();
            var builder = new GraphBuilder(spec.Type.Name);
            Value[] inputs = types is null ? LowerGraph.Inputs(graph, builder, errors) : [.. types.Zip(graph.Inputs, (type, input) => builder.Input(input.Name, type))];
            if (errors.Count > 0 || inputs.Length != graph.Inputs.Count)
            {
                return [];
            }

            // References of a block are counted in the whole graph, which is not there yet; its types are the same.
            _inputs = graph.Inputs;
            _steps = new(new Lowering(spec.Blocks, []) { Missing = _missing }, new SequenceScope(new GraphState(builder), default, "", null), graph with { Steps = default, Outputs = default });
            _steps.Run(inputs);
        }

        _steps.Continue(graph, spec.Blocks);
        return new ValueTypes(_steps.Values);
    }

    private int? Of(ModelSpec spec, GraphSpec graph, int value, string axis)
    {
        IReadOnlyList<TensorType> known = Types(spec, graph);
        if (value >= known.Count)
        {
            return null;
        }

        TensorType type = known[value];
        Axis? found = type.IsUnknown ? null : axis switch
        {
            "Width" => type.Last,
            "Channels" => type.Axes.FirstOrDefault(own => own.Role == AxisRole.Channel),
            "Height" => type.Axes.FirstOrDefault(own => own.Role == AxisRole.Height),
            _ => type.Time,
        };
        long size = found is null ? 0 : axis == "MaxLength" ? found.Maximum : found.Size.IsConstant ? found.Size.Constant : 0;
        return size is > 0 and <= int.MaxValue ? (int)size : null;
    }

    private sealed class ValueTypes(IReadOnlyList<Value> values) : IReadOnlyList<TensorType>
    {
        public int Count => values.Count;

        public TensorType this[int index] => values[index].Type;

        public IEnumerator<TensorType> GetEnumerator() => values.Select(value => value.Type).GetEnumerator();

        System.Collections.IEnumerator System.Collections.IEnumerable.GetEnumerator() => GetEnumerator();
    }
}
