using System.Collections.Generic;
using System.Linq;
using ModelGen.Compiler.Errors;
using ModelGen.Compiler.Ir;
using ModelGen.Compiler.Ops.Repeat;
using ModelGen.Compiler.Spec;

namespace ModelGen.Compiler.Layers;

/// <summary>This half: blocks.</summary>
internal sealed partial class Lowering
{
    /// <summary>
    /// Lowers a block at the place where it is used: into the graph at hand when that is its only use, otherwise as a graph of
    /// its own that is called, so that emitted code does not grow with the number of uses.
    /// </summary>
    /// <param name="inputs">What it is called with; the first goes from copy to copy.</param>
    /// <param name="projection">What a residual block adds to the block's result, in the block's own graph.</param>
    public Value LowerBlock(LayerContext context, IReadOnlyList<Value> inputs, int count, bool isArray, Projection? projection = null)
    {
        if (context.Spec.Block is not { } key)
        {
            return LayerContext.Unknown; // C# cannot resolve the type, and says so
        }

        if (Find(key) is not { IsBlock: true } block)
        {
            return context.Fail(ErrorId.NotABlock, null, $"'{LayerText.Of(context.Spec)}' takes a class marked [Block]: {LayerText.Simple(key)} is not one");
        }

        if (_open.Contains(key))
        {
            return context.Fail(ErrorId.BlockRecursion, null, $"'{LayerText.Of(context.Spec)}' makes the block {block.Type.Name} contain itself");
        }

        if (IsAlone && _open.Count > 0)
        {
            return LayerContext.Unknown;
        }

        if (_open.Count == MaximumNesting)
        {
            return context.Fail(ErrorId.TooLarge, null, $"'{LayerText.Of(context.Spec)}' nests blocks more than {MaximumNesting} deep");
        }

        _open.Push(key);
        try
        {
            SourceRef user = context.Scope.User ?? context.Spec.Source;
            if (!CheckBlock.Heads(block, user, Report) || inputs.Any(input => input.IsUnknown))
            {
                // Values can be wrong even where shapes are unknown; the nodes go nowhere.
                if (!_checked.Add(key))
                {
                    return LayerContext.Unknown;
                }

                var nowhere = new GraphState(new GraphBuilder("nowhere"));
                Body(new SequenceScope(nowhere, default, "", user), block, null, [.. Enumerable.Repeat(LayerContext.Unknown, block.Graph?.Inputs.Count ?? 1)]);
                return LayerContext.Unknown;
            }

            if (block.AsksForSizes)
            {
                var asked = new MissingVariant(key, [.. inputs.Select(input => input.Type)]);
                if (block.Variants.FirstOrDefault(variant => variant.Types == asked.Key) is not { } read)
                {
                    Missing.Add(asked);
                    return LayerContext.Unknown;
                }

                block = block with { Graph = read.Graph };
                if (!CheckBlock.Graph(block, read.Graph, new(user), Report))
                {
                    return LayerContext.Unknown;
                }
            }

            int wanted = block.Graph?.Inputs.Count ?? 1;
            if (inputs.Count != wanted)
            {
                return context.Fail(ErrorId.WrongInput, null, $"'{LayerText.Of(context.Spec)}' gets {LayerText.Number(inputs.Count)} inputs, but the block {block.Type.Name} takes {LayerText.Number(wanted)}");
            }

            // The parameters of a shared layer are found by their places, which a block that is called has to itself.
            bool inline = !isArray && (References(key) == 1 || context.Scope.IsShared);
            return inline
                ? Body(context.Scope.Inside(context, user), block, context.Previous, inputs, projection)
                : Call(context, block, inputs, count, isArray, user, projection);
        }
        finally
        {
            _open.Pop();
        }
    }

    /// <summary>A block's layers, one after another, or its graph.</summary>
    private Value Body(SequenceScope scope, BlockSpec block, LayerSpec? previous, IReadOnlyList<Value> inputs, Projection? projection = null)
    {
        Value y = block.Graph is { } graph
            ? new GraphSteps(this, scope, graph).Run(inputs, previous).FirstOrDefault() ?? LayerContext.Unknown
            : LowerSequence(scope, [.. block.Layers.Where(Roles.IsLayer)], previous, inputs[0]);
        return projection is null || y.IsUnknown || inputs[0].IsUnknown ? y : projection.Add(scope, inputs[0], y);
    }

    /// <summary>Goes on with more blocks, or with more types that some were read for; the others are what they were.</summary>
    public void Extend(EquatableArray<BlockSpec> more)
    {
        if (_blocks != more)
        {
            _blocks = more;
            _failed.Clear();
        }
    }

    /// <summary>The layers of a block and of the blocks that it uses once, in order: as far as they are one sequence.</summary>
    public IEnumerable<LayerSpec> Flat(string? key, int depth = 0) => key is null || depth > MaximumNesting || Find(key) is not { } block
        ? []
        : block.Steps.SelectMany(layer => layer.Kind == "Use" ? Flat(layer.Block, depth + 1) : [layer]);

    private Value Call(LayerContext context, BlockSpec block, IReadOnlyList<Value> inputs, int count, bool isArray, SourceRef user, Projection? projection)
    {
        Value x = inputs[0];
        string place = context.Scope.Place + "/" + string.Join(".", [.. context.Scope.Path, .. context.FullName.Path]);
        string? known = Children is not null && Children.TryGetValue(place, out string? name) ? name : null;
        string key = string.Join("|", [block.Type.Key, known ?? "", projection is null ? "" : "projection", .. inputs.Select(input => $"{input.Type} {input.Type.ExampleText} {input.Mask is not null}{input.Mask?.HasTexts} {input.Ids?.Name}")]);
        if (!_graphs.TryGetValue(key, out Graph? graph))
        {
            if (_failed.Contains(key))
            {
                return LayerContext.Unknown;
            }

            var builder = new GraphBuilder(known ?? UniqueGraphName(block.Type.Name));
            Value[] own = [.. inputs.Select((input, i) => builder.Input(i == 0 ? "x" : block.Graph!.Inputs[i].Name, input.Type))];
            for (int i = 0; i < own.Length; i++)
            {
                Value input = own[i];
                input.Ids = inputs[i].Ids;
                input.Mask = inputs[i].Mask is null ? null : new Mask(inner => inner.MaskInput(input)) { HasTexts = inputs[i].Mask!.HasTexts };
            }

            var state = new GraphState(builder);
            Value output = Body(new SequenceScope(state, default, "", user) { Place = place }, block, context.Previous, own, projection);
            if (output.IsUnknown)
            {
                _failed.Add(key);
                return output;
            }

            graph = builder.Build(output);
            _graphs.Add(key, graph);
        }

        if (isArray && !graph.Outputs[0].Type.Equals(x.Type))
        {
            return new Value("unfit", graph.Outputs[0].Type);
        }

        if (Sizes.Product(count, graph.Steps) > MaximumSteps)
        {
            return context.Fail(ErrorId.TooLarge, "count", $"'{LayerText.Of(context.Spec)}' runs more than {MaximumSteps} operations, one after another");
        }

        if (isArray && context.Spec.Bool("Checkpointed") && graph.WithCallees().Any(callee => callee.Parameters.Any(parameter => parameter.Parameter!.IsBuffer)))
        {
            return context.Fail(ErrorId.OutOfRange, "Checkpointed", $"'{LayerText.Of(context.Spec)}' would run its block twice in each step, and its running statistics would move twice: leave out Checkpointed, or use a norm without statistics, such as LayerNorm or GroupNorm");
        }

        ChildGraph? first = context.Scope.IsLater ? context.Builder.FindChild(new([.. context.Scope.Path, .. context.FullName.Path])) : null;
        if (first is not null && first.Graph != graph)
        {
            return context.Fail(ErrorId.SharedMismatch, null, $"'{LayerText.Of(context.Spec)}' of a shared layer gets {x.Type.ExampleText}, but {first.Graph.Inputs[0].Type.ExampleText} at its first call: a block that is repeated has parameters for one type");
        }

        var child = first ?? new ChildGraph(
            new([.. context.Scope.Path, .. context.FullName.Path]),
            ParameterDecl.Combine(context.Scope.File, context.FullName.File),
            graph,
            count,
            isArray) { IsCheckpointed = isArray && count > 1 && context.Spec.Bool("Checkpointed") };
        if (first is null)
        {
            context.Builder.Child(child, context.Layers);
        }

        Value?[] arguments = [.. graph.Inputs.Select((input, i) => input.Declaration!.MaskOf is >= 0 and var place ? context.Mask(inputs[place]) : inputs[i])];
        var op = new RepeatOp(child);
        Mask? later = count > 1 ? op.MaskOf(arguments, x.Type) : null;
        if (later is null || later == x.Mask)
        {
            return context.Builder.Add(op, context.Name, arguments);
        }

        Value result = context.Builder.Add(op, context.Name, [.. arguments, later.In(context.Builder)]);
        result.Mask = later;
        return result;
    }

    private BlockSpec? Find(string key) => _blocks.FirstOrDefault(block => block.Type.Key == key);

    private int References(string key) =>
        layers.Count(layer => layer.Block == key) + _blocks.Sum(block => block.Steps.Count(layer => layer.Block == key));
}
