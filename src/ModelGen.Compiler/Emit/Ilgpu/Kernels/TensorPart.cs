using System;
using System.Collections.Generic;
using System.Linq;

namespace ModelGen.Compiler.Emit.Ilgpu.Kernels;

/// <summary>A method of a kernel that is PTX: it has inputs alone, which the text calls %0, %1, ...; registers are those that the kernel's first instructions declare.</summary>
internal static class TensorPart
{
    public static void Write(CodeWriter code, string name, string parameters, IEnumerable<string> lines)
    {
        code.Line($"private static void {name}({parameters}) =>");
        using (code.Indent())
        {
            code.Line("Il::Runtime.Cuda.CudaAsm.Emit(\"\"\"");
            using (code.Indent())
            {
                foreach (string line in lines)
                {
                    code.Line(line);
                }

                string names = string.Concat(parameters.Split([',', ' '], StringSplitOptions.RemoveEmptyEntries).Where((_, i) => i % 2 == 1).Select(argument => ", " + argument));
                code.Line($"\"\"\"{names});");
            }
        }

        code.Line();
    }
}
