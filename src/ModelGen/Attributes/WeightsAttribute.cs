using System;

namespace ModelGen;

/// <summary>
/// The weight file that the model is for: its header is read when the project is built, and a tensor that is missing, left over or of another shape is an error at the layer. Nothing is loaded.
/// </summary>
/// <param name="file">The safetensors file, or the <c>model.safetensors.index.json</c> of several, relative to the project's folder.</param>
[AttributeUsage(AttributeTargets.Class, Inherited = false)]
public sealed class WeightsAttribute(string file) : Attribute
{
    /// <summary>The file, relative to the project's folder.</summary>
    public string File { get; } = file;

    /// <summary>The file may lack parameters of the model, and have other tensors: a trunk under a new head. Shapes of what both have are checked.</summary>
    public bool Partial { get; set; }
}
