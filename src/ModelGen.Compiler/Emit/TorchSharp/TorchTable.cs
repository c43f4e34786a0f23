using ModelGen.Compiler.Ops.Rotary;

namespace ModelGen.Compiler.Emit.TorchSharp;

/// <summary>A table of the cosines and sines of rotary positions.</summary>
/// <param name="Size">Numbers of a head.</param>
/// <param name="Context">The longest sequence.</param>
internal sealed record TorchTable(Rotation Rotation, int Size, long Context);
