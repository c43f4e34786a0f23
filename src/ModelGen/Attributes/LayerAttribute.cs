using System;

namespace ModelGen;

/// <summary>
/// What all attributes of the language have in common: inputs, layers, losses, targets and presets, compiled in the order in which they
/// are written on one partial declaration. Values are judged by the compiler (MGEN diagnostics), never by a constructor at run time.
/// </summary>
[AttributeUsage(AttributeTargets.Class, AllowMultiple = true, Inherited = false)]
public abstract class LayerAttribute : Attribute
{
    private protected LayerAttribute()
    {
    }
}
