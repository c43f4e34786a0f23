using ModelGen.Compiler.Ir;

namespace ModelGen.Compiler.Emit.TorchSharp;

/// <summary>An op that reads a table of rotary positions.</summary>
internal interface ITorchTable
{
    TorchTable Table(Node node);
}
