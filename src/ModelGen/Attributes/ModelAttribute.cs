using System;

namespace ModelGen;

/// <summary>
/// Marks a partial class whose layer attributes are a whole model: one input, at least one layer, at most one loss. The generator writes the
/// other half of the class: parameters, forward pass, backward pass.
/// </summary>
[AttributeUsage(AttributeTargets.Class, Inherited = false)]
public sealed class ModelAttribute : Attribute;
