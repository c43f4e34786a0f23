using ModelGen.Compiler.Spec;

namespace ModelGen.Compiler.Layers;

/// <summary>What a layer is called.</summary>
/// <param name="Local">camelCase, for local variables.</param>
/// <param name="Path">Members in the parameter tree; usually one, none for a layer whose parameters stand beside those of others.</param>
/// <param name="File">Prefix in weight files; may be empty.</param>
/// <param name="Files">Instead of <paramref name="File"/>: a prefix for each of the layer's maps.</param>
internal sealed record LayerName(string Local, EquatableArray<string> Path, string File, EquatableArray<string> Files = default);
