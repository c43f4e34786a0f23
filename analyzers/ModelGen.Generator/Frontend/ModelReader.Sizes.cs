using System.Collections.Generic;
using System.Linq;
using Microsoft.CodeAnalysis;
using ModelGen.Compiler;
using ModelGen.Compiler.Ir;
using ModelGen.Compiler.Passes;
using ModelGen.Compiler.Spec;
using ModelGen.Generator.Frontend.Graphs;

namespace ModelGen.Generator.Frontend;

// Graph methods that ask for sizes: a model's are answered while it is read, a block's once it is known what the block is used with.
internal sealed partial class ModelReader
{
    private readonly Dictionary<string, List<BlockVariant>> _variants = [];
    private readonly VariantReading _reading;

    /// <summary>The blocks that were read, each with what it is for the types that it is used with.</summary>
    private EquatableArray<BlockSpec> Blocks() => new([.. _blocks.Select(block => _variants.TryGetValue(block.Type.Key, out List<BlockVariant>? read) ? block with { Variants = new([.. read]) } : block)]);

    /// <summary>The specification with its blocks; those that ask for sizes are read once more for each of the types that they are used with.</summary>
    private ModelSpec Resolve(ModelSpec spec)
    {
        var sizes = new GraphSizes(); // finds one after the other without beginning anew
        do
        {
            spec = spec with { Blocks = Blocks() };
        }
        while ((sizes.Missing(spec) ?? ModelCompiler.Unread(spec)) is { } missing && ReadVariant(missing));

        return spec;
    }

    /// <returns>Whether it could be read.</returns>
    private bool ReadVariant(MissingVariant missing)
    {
        // What uses itself is never whole, and the compiler says so.
        if (_reading.Left == 0 || !_types.TryGetValue(missing.Block, out INamedTypeSymbol? type) || !_reading.Open.Add(missing.Block))
        {
            return false;
        }

        _reading.Left--;
        List<ITypeSymbol> used = [];
        var questions = new Questions(this, _blocks.First(block => block.Type.Key == missing.Block).Type, used, missing.Types);
        GraphSpec? graph = GraphReader.Read(type, _places[missing.Block], _models, used.Add, questions.Answer, _cancellation).FirstOrDefault();
        _reading.Open.Remove(missing.Block);
        if (graph is null)
        {
            return false;
        }

        if (!_variants.TryGetValue(missing.Block, out List<BlockVariant>? variants))
        {
            _variants.Add(missing.Block, variants = []);
        }

        variants.Add(new(missing.Key, graph));
        Follow(used);
        return true;
    }

    /// <summary>What one graph method asks while it is read. It has a reader of its own: what the blocks so far are for the graph so far says nothing of the whole graph.</summary>
    /// <param name="used">The blocks that the graph uses, which grow as it is read.</param>
    /// <param name="types">Of the inputs, where the graph is a block's.</param>
    private sealed class Questions(ModelReader asker, TypeSpec header, IReadOnlyList<ITypeSymbol> used, IReadOnlyList<TensorType>? types = null)
    {
        private readonly GraphSizes _sizes = new(types);
        private readonly ModelReader _reader = new(asker._models, asker._cancellation, asker._reading);
        private EquatableArray<BlockSpec> _blocks;
        private int _followed;

        public int? Answer(GraphSpec soFar, int value, string axis)
        {
            if (_followed < used.Count)
            {
                _reader.Follow(used.Skip(_followed));
                _followed = used.Count;
                _blocks = _reader._blocks.Count > _blocks.Count ? _reader.Blocks() : _blocks;
            }

            while (true)
            {
                int? size = _sizes.Of(new ModelSpec(header, default, _blocks) { Graph = soFar }, value, axis);
                if (size is not null || _sizes.Unread is not { } missing || !_reader.ReadVariant(missing))
                {
                    return size;
                }

                _blocks = _reader.Blocks();
            }
        }
    }

    /// <summary>Shared by a model's reader and those of its questions.</summary>
    private sealed class VariantReading
    {
        /// <summary>Blocks that are being read for types.</summary>
        public HashSet<string> Open { get; } = [];

        /// <summary>Of blocks and types together; a model of more than these has been given up by its reader before.</summary>
        public int Left { get; set; } = 200;
    }
}
