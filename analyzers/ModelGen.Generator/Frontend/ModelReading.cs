using System.Collections.Generic;
using Microsoft.CodeAnalysis;
using ModelGen.Compiler.Spec;
using ModelGen.Generator.Frontend.Graphs;

namespace ModelGen.Generator.Frontend;

/// <summary>A specification and the way back from its keys to symbols, and from places of graph methods to text. Only <see cref="Spec"/> may enter the incremental pipeline.</summary>
internal sealed record ModelReading(ModelSpec Spec, IReadOnlyDictionary<string, INamedTypeSymbol> Types, IReadOnlyDictionary<string, GraphPlaces> Places);

/// <inheritdoc cref="ModelReading"/>
internal sealed record BlockReading(BlockSpec Spec, EquatableArray<BlockSpec> Reachable, IReadOnlyDictionary<string, INamedTypeSymbol> Types, IReadOnlyDictionary<string, GraphPlaces> Places);
