using ModelGen.Compiler.Layers;
using ModelGen.Compiler.Spec;

namespace ModelGen.Compiler.Passes;

/// <summary>A layer and, inside a block, the model's layer that leads there.</summary>
internal sealed record PlacedLayer(LayerSpec Layer, SourceRef? User);
