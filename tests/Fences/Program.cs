using System;
using System.IO;
using System.Runtime.CompilerServices;

namespace ModelGen.Fences;

/// <summary>
/// <c>weave ModelGen.dll</c> puts fences into an assembly, in place. <c>touch-behind</c> and <c>touch-before</c> leave fenced memory by one float: they end by a signal, or the fences are none.
/// </summary>
internal static unsafe class Program
{
    private static int Main(string[] arguments)
    {
        switch (arguments)
        {
            case ["weave", string path]:
                Console.WriteLine($"{Path.GetFileName(path)}: {Weaver.Weave(path)} kernels behind fences");
                return 0;
            case ["touch-behind"]:
                return Touch(new FencedMemory(100 * sizeof(float), atEnd: true), 100);
            case ["touch-before"]:
                return Touch(new FencedMemory(100 * sizeof(float), atEnd: false), -1);
            default:
                Console.Error.WriteLine("usage: weave ModelGen.dll | touch-behind | touch-before");
                return 2;
        }
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static int Touch(FencedMemory memory, int at)
    {
        float* floats = (float*)memory.Start;
        floats[0] = floats[99] = 1;
        Console.WriteLine("inside");
        Console.WriteLine(floats[at]);
        return 0;
    }
}
