using ModelGen.Compiler.Ir;

namespace ModelGen.Compiler.Emit.TorchSharp;

/// <summary>An op whose parameters a module of libtorch, or an emitted one, holds.</summary>
internal interface ITorchModule
{
    /// <summary>The module of a parameter.</summary>
    /// <param name="rows">Of its first axis, or of the part of a packed one that the module holds.</param>
    TorchLeaf Module(Node node, ParameterDecl parameter, long rows);
}
