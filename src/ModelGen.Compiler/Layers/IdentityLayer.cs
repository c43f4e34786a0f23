using ModelGen.Compiler.Ir;

namespace ModelGen.Compiler.Layers;

/// <summary>What comes in.</summary>
internal sealed class IdentityLayer : Layer
{
    public override string Kind => "Identity";

    public override Value Lower(LayerContext context, Value x) => x;
}
