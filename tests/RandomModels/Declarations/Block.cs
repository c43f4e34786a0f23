using System.Collections.Generic;

namespace ModelGen.RandomModels.Declarations;

/// <summary>A class marked [Block].</summary>
internal sealed record Block(string Name, IReadOnlyList<Layer> Layers)
{
    public override string ToString() => $"[Block, {string.Join(", ", Layers)}] internal sealed partial class {Name};";
}
