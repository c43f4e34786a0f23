using System;

namespace ILGPU.Surface;

/// <summary>What a lane asks of its warp.</summary>
internal readonly record struct Exchange(string Operation, Type Type, int Width)
{
    public override string ToString() => $"Warp.{Operation}<{Type.Name}> of width {Width}";
}
