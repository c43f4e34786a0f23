using System;
using ModelGen.Compiler.Spec;

namespace ModelGen.Generator.Frontend.Graphs;

/// <summary>A graph method cannot be read further; caught where reading began.</summary>
internal sealed class ReadingStopped(ReadingFault fault) : Exception(fault.Message)
{
    public ReadingFault Fault => fault;
}
