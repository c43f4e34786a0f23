using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using System.Threading;
using Microsoft.CodeAnalysis;
using ModelGen.Compiler;
using ModelGen.Compiler.Ir;
using ModelGen.Compiler.Passes;
using ModelGen.Compiler.Spec;
using ModelGen.Generator.Frontend.Graphs;

namespace ModelGen.Generator.Frontend;

/// <summary>Reads a class and every block that it reaches.</summary>
internal sealed partial class ModelReader
{
    private readonly SemanticModels _models;
    private readonly CancellationToken _cancellation;
    private readonly List<BlockSpec> _blocks = [];
    private readonly Dictionary<string, INamedTypeSymbol> _types = [];
    private readonly Dictionary<string, GraphPlaces> _places = [];
    private ModelReader(SemanticModels models, CancellationToken cancellation, VariantReading? reading = null) => (_models, _cancellation, _reading) = (models, cancellation, reading ?? new());

    /// <summary>A class marked [Model] or [Transformer].</summary>
    public static ModelReading Model(INamedTypeSymbol type, Compilation compilation, CancellationToken cancellation)
    {
        ModelReader reader = new(new SemanticModels(compilation), cancellation);
        Declared model = reader.Read(type);
        reader.Follow(model.Used);
        return new(reader.Resolve(new ModelSpec(model.Header, model.Layers, default, Backends(type)) { Graph = model.Graph, Entries = model.Entries, Objective = model.Objective, Weights = Weights(type, model.Header.Key), Quantized = Quantized(type) }), reader._types, reader._places);
    }

    /// <summary>A class marked [Block] that no model uses, with the blocks that its layers take; what is in those is theirs to say.</summary>
    public static BlockReading Block(INamedTypeSymbol type, Compilation compilation, CancellationToken cancellation)
    {
        ModelReader reader = new(new SemanticModels(compilation), cancellation);
        Declared block = reader.Read(type);
        HashSet<string> seen = [];
        foreach (ITypeSymbol used in block.Used)
        {
            reader.Add(used, seen);
        }

        return new(new BlockSpec(block.Header, block.Layers) { Graph = block.Graph }, new([.. reader._blocks]), reader._types, reader._places);
    }

    private Declared Read(INamedTypeSymbol type)
    {
        _cancellation.ThrowIfCancellationRequested();
        INamedTypeSymbol definition = type.OriginalDefinition;
        ImmutableArray<AttributeData> attributes = Language.Layers(definition);
        TypeSpec header = TypeReader.Read(type, Language.IsSplit(definition, attributes), _cancellation);
        _types[header.Key] = definition;
        LayerSpec[] layers = new LayerSpec[attributes.Length];
        List<ITypeSymbol> used = [];
        for (int i = 0; i < layers.Length; i++)
        {
            ITypeSymbol? block = Argument(attributes[i]);
            layers[i] = new(Language.Kind(attributes[i]), ArgumentReader.Read(attributes[i], _cancellation), new SourceRef(header.Key, i), block is null ? null : TypeReader.Key(block));
            used.AddRange(block is null ? [] : [block]);
        }

        var places = new GraphPlaces(header.Key);
        var questions = new Questions(this, header, used);
        IReadOnlyList<GraphSpec> graphs = GraphReader.Read(definition, places, _models, used.Add, Size, _cancellation);
        GraphSpec? graph = graphs.FirstOrDefault();
        if (graphs.Count > 1 && Language.ModelMark(definition) is null)
        {
            graph = graph! with { Fault = new(ReadingProblem.Unreadable, graphs[1].Source, $"The block {header.Name} has two graph methods, '{graph.Name}' and '{graphs[1].Name}': a block has one", graph.Source) };
        }

        if (graph is not null || Language.GraphMethods(definition, "Objective").Any())
        {
            _places[header.Key] = places;
        }

        GraphSpec? objective = GraphReader.Objective(definition, places, _models, _cancellation);
        return new(header, new(layers), graph, new([.. graphs.Skip(1)]), objective, used);

        int? Size(GraphSpec soFar, int value, string axis) => Language.ModelMark(definition) is not null
            ? questions.Answer(soFar, value, axis)
            : throw new ReadingStopped(new(ReadingProblem.Size, soFar.Source, ""));
    }

    /// <summary>Depth first, each block once however often it is followed; a block that reaches itself ends there, and the compiler says so.</summary>
    private void Follow(IEnumerable<ITypeSymbol> first)
    {
        HashSet<string> seen = [.. _blocks.Select(block => block.Type.Key)];
        Stack<ITypeSymbol> pending = new(first.Reverse());
        while (pending.Count > 0)
        {
            foreach (ITypeSymbol used in Add(pending.Pop(), seen).Reverse())
            {
                pending.Push(used);
            }
        }
    }

    /// <summary>Reads what a layer takes; the blocks to go on to, if it is one that was not read before.</summary>
    private IReadOnlyList<ITypeSymbol> Add(ITypeSymbol used, HashSet<string> seen)
    {
        string key = TypeReader.Key(used);
        if (!seen.Add(key))
        {
            return [];
        }

        if (used is not INamedTypeSymbol { TypeKind: TypeKind.Class } type || Language.BlockMark(type) is null)
        {
            _blocks.Add(NoBlock(used, key));
            return [];
        }

        Declared block = Read(type);
        _blocks.Add(new(block.Header, block.Layers) { Graph = block.Graph });
        return block.Used;
    }

    private BlockSpec NoBlock(ITypeSymbol used, string key)
    {
        if (used is not INamedTypeSymbol type)
        {
            return new(new TypeSpec(key, "", key, "public", Problem: TypeProblem.NotAClass), default, IsBlock: false);
        }

        if (!_types.ContainsKey(key))
        {
            _types[key] = type.OriginalDefinition;
        }

        return new(TypeReader.Read(type, isSplit: false, _cancellation), default, IsBlock: false);
    }

    private static EquatableArray<string> Backends(INamedTypeSymbol type) =>
        Language.BackendsMark(type) is { ConstructorArguments.Length: > 0 } mark ? ArgumentReader.ReadFlags(mark.ConstructorArguments[0]) : default;

    // Float32, the first, is what a model without the attribute holds.
    private static string? Quantized(INamedTypeSymbol type) =>
        Language.QuantizeMark(type) is { ConstructorArguments.Length: > 0 } mark && mark.ConstructorArguments[0] is { Kind: TypedConstantKind.Enum, Value: int and not 0 and var value, Type: { } weights }
            ? weights.GetMembers().OfType<IFieldSymbol>().FirstOrDefault(field => field.HasConstantValue && Equals(field.ConstantValue, value))?.Name
            : null;

    private static WeightsSpec? Weights(INamedTypeSymbol type, string key) =>
        Language.WeightsMark(type) is { ConstructorArguments.Length: > 0 } mark && mark.ConstructorArguments[0].Value is string file
            ? new(file, new SourceRef(key, SourceRef.WeightsAttribute), mark.NamedArguments.Any(named => named.Key == "Partial" && named.Value.Value is true))
            : null;

    /// <summary>TBlock; null for a type that C# cannot resolve.</summary>
    private static ITypeSymbol? Argument(AttributeData attribute) =>
        attribute.AttributeClass is { TypeArguments.Length: 1 } layer && layer.TypeArguments[0] is { TypeKind: not TypeKind.Error } used ? used : null;

    /// <summary>What a class says of itself, and the blocks that it names.</summary>
    private sealed record Declared(TypeSpec Header, EquatableArray<LayerSpec> Layers, GraphSpec? Graph, EquatableArray<GraphSpec> Entries, GraphSpec? Objective, IReadOnlyList<ITypeSymbol> Used);
}
