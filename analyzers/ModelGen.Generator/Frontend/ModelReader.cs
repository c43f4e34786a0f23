using System.Collections.Generic;
using System.Collections.Immutable;
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
        reader.Follow(layers, type);
        return new(new ModelSpec(header, layers, new([.. reader._blocks]), Backends(type)), reader._types);
    }

    /// <summary>A class marked [Block], as if a model used it; its blocks come with it.</summary>
    public static BlockReading Block(INamedTypeSymbol type, CancellationToken cancellation)
    {
        ModelReader reader = new(cancellation);
        (TypeSpec header, EquatableArray<LayerSpec> layers) = reader.Read(type);
        reader.Follow(layers, type);
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
    private void Follow(EquatableArray<LayerSpec> layers, INamedTypeSymbol owner)
    {
        HashSet<string> seen = [];
        Stack<ITypeSymbol> pending = new();
        Push(owner);
        while (pending.Count > 0)
        {
            ITypeSymbol used = pending.Pop();
            string key = TypeReader.Key(used);
            if (!seen.Add(key))
            {
                continue;
            }

            if (used is INamedTypeSymbol { TypeKind: TypeKind.Class } type && Language.BlockMark(type) is not null)
            {
                (TypeSpec header, EquatableArray<LayerSpec> inner) = Read(type);
                _blocks.Add(new(header, inner));
                Push(type);
            }
            else
            {
                _blocks.Add(NoBlock(used, key));
            }
        }

        void Push(INamedTypeSymbol type)
        {
            ImmutableArray<AttributeData> attributes = Language.Layers(type.OriginalDefinition);
            for (int i = attributes.Length - 1; i >= 0; i--)
            {
                if (Argument(attributes[i]) is { } used)
                {
                    pending.Push(used);
                }
            }
        }
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

    /// <summary>TBlock; null for a type that C# cannot resolve.</summary>
    private static ITypeSymbol? Argument(AttributeData attribute) =>
        attribute.AttributeClass is { TypeArguments.Length: 1 } layer && layer.TypeArguments[0] is { TypeKind: not TypeKind.Error } used ? used : null;
}
