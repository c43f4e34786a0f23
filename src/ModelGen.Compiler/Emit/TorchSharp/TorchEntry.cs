using ModelGen.Compiler.Passes;

namespace ModelGen.Compiler.Emit.TorchSharp;

/// <summary>A further graph method of a model.</summary>
/// <param name="Class">The root's members, and this method's body.</param>
internal sealed record TorchEntry(LoweredModel Model, TorchClass Class)
{
    public string Name => Model.Main.Name;
}
