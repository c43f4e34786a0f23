using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using System.Threading;
using Microsoft.CodeAnalysis;
using ModelGen.Compiler.Spec;

namespace ModelGen.Generator.Frontend;

/// <summary>Reads a class and every block that it reaches.</summary>
internal sealed class ModelReader
{
    private readonly CancellationToken _cancellation;
    private readonly List<BlockSpec> _blocks = [];
    private readonly Dictionary<string, INamedTypeSymbol> _types = [];

    private ModelReader(CancellationToken cancellation) => _cancellation = cancellation;

    /// <summary>A class marked [Model] or [Transformer].</summary>
    public static ModelReading Model(INamedTypeSymbol type, CancellationToken cancellation)
    {
        ModelReader reader = new(cancellation);
        (TypeSpec header, EquatableArray<LayerSpec> layers) = reader.Read(type);
        reader.Follow(type);
        return new(new ModelSpec(header, layers, new([.. reader._blocks]), Backends(type)), reader._types);
    }

    /// <summary>A class marked [Block] that no model uses, with the blocks that its layers take; what is in those is theirs to say.</summary>
    public static BlockReading Block(INamedTypeSymbol type, CancellationToken cancellation)
    {
        ModelReader reader = new(cancellation);
        (TypeSpec header, EquatableArray<LayerSpec> layers) = reader.Read(type);
        HashSet<string> seen = [];
        foreach (ITypeSymbol used in Used(type))
        {
            reader.Add(used, seen);
        }

        return new(new BlockSpec(header, layers), new([.. reader._blocks]), reader._types);
    }

    private (TypeSpec Header, EquatableArray<LayerSpec> Layers) Read(INamedTypeSymbol type)
    {
        _cancellation.ThrowIfCancellationRequested();
        ImmutableArray<AttributeData> attributes = Language.Layers(type.OriginalDefinition);
        TypeSpec header = TypeReader.Read(type, Language.IsSplit(type.OriginalDefinition, attributes), _cancellation);
        _types[header.Key] = type.OriginalDefinition;
        LayerSpec[] layers = new LayerSpec[attributes.Length];
        for (int i = 0; i < layers.Length; i++)
        {
            string? block = Argument(attributes[i]) is { } used ? TypeReader.Key(used) : null;
            layers[i] = new(Language.Kind(attributes[i]), ArgumentReader.Read(attributes[i], _cancellation), new SourceRef(header.Key, i), block);
        }

        return (header, new(layers));
    }

    /// <summary>Depth first, each block once; a block that reaches itself ends there, and the compiler says so.</summary>
    private void Follow(INamedTypeSymbol owner)
    {
        HashSet<string> seen = [];
        Stack<ITypeSymbol> pending = new(Used(owner).Reverse());
        while (pending.Count > 0)
        {
            if (Add(pending.Pop(), seen) is { } block)
            {
                foreach (ITypeSymbol used in Used(block).Reverse())
                {
                    pending.Push(used);
                }
            }
        }
    }

    /// <summary>Reads what a layer takes; the block to go on from, if it is one that was not read before.</summary>
    private INamedTypeSymbol? Add(ITypeSymbol used, HashSet<string> seen)
    {
        string key = TypeReader.Key(used);
        if (!seen.Add(key))
        {
            return null;
        }

        if (used is not INamedTypeSymbol { TypeKind: TypeKind.Class } type || Language.BlockMark(type) is null)
        {
            _blocks.Add(NoBlock(used, key));
            return null;
        }

        (TypeSpec header, EquatableArray<LayerSpec> inner) = Read(type);
        _blocks.Add(new(header, inner));
        return type;
    }

    private static IEnumerable<ITypeSymbol> Used(INamedTypeSymbol type) =>
        Language.Layers(type.OriginalDefinition).Select(Argument).Where(used => used is not null).Select(used => used!);

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

    /// <summary>TBlock; null for a type that C# cannot resolve.</summary>
    private static ITypeSymbol? Argument(AttributeData attribute) =>
        attribute.AttributeClass is { TypeArguments.Length: 1 } layer && layer.TypeArguments[0] is { TypeKind: not TypeKind.Error } used ? used : null;
}
