using System.Collections.Generic;
using Microsoft.CodeAnalysis;
using ModelGen.Compiler.Spec;

namespace ModelGen.Generator.Frontend;

/// <summary>A specification and the way back from its keys to symbols. Only <see cref="Spec"/> may enter the incremental pipeline.</summary>
internal sealed record ModelReading(ModelSpec Spec, IReadOnlyDictionary<string, INamedTypeSymbol> Types);

/// <inheritdoc cref="ModelReading"/>
internal sealed record BlockReading(BlockSpec Spec, EquatableArray<BlockSpec> Reachable, IReadOnlyDictionary<string, INamedTypeSymbol> Types);
