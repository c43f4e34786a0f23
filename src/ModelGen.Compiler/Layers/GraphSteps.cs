using System;
using System.Collections.Generic;
using System.Linq;
using ModelGen.Compiler.Errors;
using ModelGen.Compiler.Ir;
using ModelGen.Compiler.Ops.Expand;
using ModelGen.Compiler.Ops.Reshape;
using ModelGen.Compiler.Spec;

namespace ModelGen.Compiler.Layers;

/// <summary>Lowers the steps of a graph method: each a layer or an operation on values that are there by then.</summary>
internal sealed class GraphSteps(Lowering lowering, SequenceScope root, GraphSpec graph)
{
    private readonly List<Value> _values = [];
    private readonly List<LayerSpec?> _makers = [];
    private readonly List<SequenceScope> _scopes = [];
    private int _steps;

    /// <summary>Called with each layer's or operation's name and first result.</summary>
    public Action<LayerSpec, LayerName, Value>? After { get; init; }

    /// <summary>What came of each value, inputs first: what a question about sizes looks at.</summary>
    public IReadOnlyList<Value> Values => _values;

    /// <param name="previous">Inside a block: the layer before the one that uses it.</param>
    /// <returns>The graph's outputs; none where reading ended early.</returns>
    public IReadOnlyList<Value> Run(IReadOnlyList<Value> inputs, LayerSpec? previous = null)
    {
        _values.AddRange(inputs);
        _makers.AddRange(graph.Inputs.Select(input => input.Declaration ?? previous));
        GraphScopes.Extend(_scopes, graph, root, lowering.Report);
        IReadOnlyList<LayerName> names = GraphScopes.Names(graph, error => lowering.Report(root.User is { } user ? error with { Related = new([.. error.Related, user]) } : error));
        for (int i = 0; i < graph.Steps.Count; i++)
        {
            Append(graph.Steps[i], names[i]);
        }

        return graph.Fault is null ? [.. graph.Outputs.Select(output => PerExample(root, _values[output.Value]))] : [];
    }

    /// <summary>Goes on with more steps of the same graph, for its types alone: layers get no names that anybody reads. Ends before the first step whose block was not read for its types, which is then the only one in <see cref="Lowering.Missing"/>; that is empty at the call.</summary>
    public void Continue(GraphSpec longer, EquatableArray<BlockSpec> blocks)
    {
        lowering.Extend(blocks);
        GraphScopes.Extend(_scopes, longer, root, report: null);
        while (_steps < longer.Steps.Count)
        {
            int before = _values.Count;
            string name = "step" + LayerText.Number(_steps);
            Append(longer.Steps[_steps], new(name, new(name), name));
            if (lowering.Missing.Count > 0)
            {
                _values.RemoveRange(before, _values.Count - before);
                _makers.RemoveRange(before, _makers.Count - before);
                _steps--;
                break;
            }
        }
    }

    private void Append(StepSpec step, LayerName name)
    {
        SequenceScope scope = step.Scope < 0 ? root : _scopes[step.Scope];
        int before = scope.Builder.Nodes.Count;
        IReadOnlyList<Value> results = Lower(step, scope, name);
        Lowering.Mark(scope.Builder.Nodes.Skip(before), step.Layer);
        _values.AddRange(results);
        _makers.AddRange(results.Select(_ => step.Layer));
        _steps++;
        After?.Invoke(step.Layer, name, results[0]);
    }

    // What is the same for all examples stays so among element-wise operations, in products with what is not, and as a table.
    private Value[] Operands(StepSpec step, SequenceScope scope)
    {
        Value[] operands = [.. step.Operands.Select(operand => _values[operand])];
        int shared = OperationTable.Find(step.Layer.Kind) switch
        {
            FunctionOperation => operands.Length,
            ProductOperation when step.Layer.Kind == "MatMul" && operands.Any(operand => operand.Type.HasBatch) => operands.Length,
            PlaceOperation when step.Layer.Kind == "Gather" => 1,
            _ => 0,
        };
        if (OperationTable.Find(step.Layer.Kind) is FunctionOperation && lowering.AddMean is null && HasMoreAxes(operands))
        {
            shared = 0;
        }

        bool isMixed = lowering.AddMean is not null && shared == operands.Length && operands.Any(operand => operand.Type.HasBatch);
        return [.. operands.Select((operand, i) => i >= shared ? PerExample(scope, operand) : isMixed && operand.Type.Equals(TensorType.Scalar) ? OfBatch(scope, operand) : operand)];
    }

    // Learned values with axes that the examples' lack, such as a table of prototypes beside one vector: each example meets all of them.
    private static bool HasMoreAxes(Value[] operands)
    {
        if (operands.Any(operand => operand.IsUnknown) || operands.All(operand => operand.Type.HasBatch) || !operands.Any(operand => operand.Type.HasBatch) || Layers.Operands.Agree([.. operands.Select(operand => operand.Type)]))
        {
            return false;
        }

        return Layers.Operands.Agree([.. operands.Select(operand => operand.Type.HasBatch ? operand.Type : new TensorType(operand.Type.DType, new([Axis.Batch, .. operand.Type.Axes])))]);
    }

    // A loss of the whole batch beside numbers of examples: the same for each of them.
    private static Value OfBatch(SequenceScope scope, Value loss) => scope.Builder.Add(new ReshapeOp(TensorType.F32()), loss.Name + "OfBatch", loss);

    // Losses of an objective are of the whole batch.
    private Value PerExample(SequenceScope scope, Value value) =>
        value.IsUnknown || value.Type.HasBatch || _values.Count == 0 || _values[0].IsUnknown || (lowering.AddMean is not null && value.Type.Equals(TensorType.Scalar))
            ? value
            : scope.Builder.Add(new ExpandOp(), CSharpNames.Camel(value.Name.Replace('.', '_')) + "All", value, _values[0]);

    private IReadOnlyList<Value> Lower(StepSpec step, SequenceScope scope, LayerName name)
    {
        Value[] operands = Operands(step, scope);
        LayerSpec? previous = step.Operands.Count > 0 ? _makers[step.Operands[0]] : null;
        var context = new LayerContext(lowering, scope, step.Layer, previous, name)
        {
            Input = operands.FirstOrDefault() ?? LayerContext.Unknown,
            IsStep = true,
            AnyInput = _values[0],
            Scopes = _scopes,
            Known = _values,
            More = [.. operands.Skip(1)],
            Makers = [.. step.Operands.Select(operand => _makers[operand])],
        };
        if (OperationTable.Find(step.Layer.Kind) is not { } operation)
        {
            return [Lowering.Lower(context, context.Input)];
        }

        Value[] unknown = [.. Enumerable.Repeat(LayerContext.Unknown, step.Results)];
        return operands.Any(operand => operand.IsUnknown) ? unknown : operation.Lower(context, operands) is { } results && results.Count == step.Results ? results : unknown;
    }
}
