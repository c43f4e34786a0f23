using System;

namespace ModelGen;

/// <summary>Asks for targets beside the CPU, which is always emitted.</summary>
[AttributeUsage(AttributeTargets.Class, Inherited = false)]
public sealed class BackendsAttribute(Backend backends) : Attribute
{
    /// <summary>The targets to emit.</summary>
    public Backend Backends { get; } = backends;
}
