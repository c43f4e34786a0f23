using System;
using ModelGen.Compiler.Spec;

namespace ModelGen.Generator.Frontend.Graphs;

/// <summary>A graph method cannot be read further; caught where reading began.</summary>
/// <param name="isTooLong">What was read says nothing more: nobody looks for further faults in thousands of steps.</param>
internal sealed class ReadingStopped(ReadingFault fault, bool isTooLong = false) : Exception(fault.Message)
{
    public ReadingFault Fault => fault;

    public bool IsTooLong => isTooLong;
}
