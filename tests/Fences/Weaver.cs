using System;
using System.Collections.Generic;
using System.Linq;
using System.Reflection;
using Mono.Cecil;
using Mono.Cecil.Cil;
using Mono.Cecil.Rocks;

namespace ModelGen.Fences;

/// <summary>
/// Makes the build with fences: each kernel (a static method of ModelGen.Cpu that takes spans) becomes a method that hands it copies of its spans (<see cref="FencedCall"/>), and
/// ModelGen.Cpu.Fences answers that fences are on.
/// </summary>
internal static class Weaver
{
    private const string Original = "Unfenced";

    /// <returns>How many kernels; 0: they are fenced already.</returns>
    public static int Weave(string path)
    {
        using ModuleDefinition module = ModuleDefinition.ReadModule(path, new ReaderParameters { InMemory = true, ReadSymbols = true });
        TypeDefinition fences = module.GetType("ModelGen.Cpu.Fences");
        if (module.AssemblyReferences.Any(reference => reference.Name == typeof(Weaver).Assembly.GetName().Name))
        {
            return 0;
        }

        Answer(fences.Methods.Single(method => method.Name == "get_AreOn"), il => il.Emit(OpCodes.Ldc_I4_1));
        Answer(fences.Methods.Single(method => method.Name == "Reserve"), il =>
        {
            il.Emit(OpCodes.Ldarg_0);
            il.Emit(OpCodes.Call, module.ImportReference(typeof(FencedMemory).GetMethod(nameof(FencedMemory.Reserve))));
        });

        List<MethodDefinition> kernels = [.. module.Types.Where(type => type.Namespace == "ModelGen.Cpu").SelectMany(type => type.Methods).Where(IsKernel)];
        Dictionary<MethodDefinition, MethodDefinition> wrappers = kernels.ToDictionary(kernel => kernel, kernel => new KernelWrapper(module, kernel, Original).Method);
        foreach (MethodDefinition method in module.GetAllTypes().SelectMany(type => type.Methods).Where(method => method.HasBody && !wrappers.ContainsValue(method)))
        {
            foreach (Instruction instruction in method.Body.Instructions)
            {
                instruction.Operand = instruction.Operand switch
                {
                    MethodDefinition called when wrappers.TryGetValue(called, out MethodDefinition? wrapper) => wrapper,
                    GenericInstanceMethod { ElementMethod: MethodDefinition called } generic when wrappers.TryGetValue(called, out MethodDefinition? wrapper) => Instance(wrapper, generic),
                    _ => instruction.Operand,
                };
            }
        }

        module.Write(path, new WriterParameters { WriteSymbols = true });
        return kernels.Count;
    }

    // Methods named in the shape of the compiler's own, conversions, and the checks of lengths, are no kernels.
    private static bool IsKernel(MethodDefinition method)
        => method.IsStatic && !method.IsSpecialName && !method.Name.Contains('<', StringComparison.Ordinal) && method.DeclaringType.Name != "Check"
            && method.Parameters.Any(parameter => KernelWrapper.IsSpan(parameter.ParameterType));

    private static void Answer(MethodDefinition method, Action<ILProcessor> value)
    {
        method.Body = new Mono.Cecil.Cil.MethodBody(method);
        ILProcessor il = method.Body.GetILProcessor();
        value(il);
        il.Emit(OpCodes.Ret);
    }

    private static GenericInstanceMethod Instance(MethodDefinition method, GenericInstanceMethod like)
    {
        GenericInstanceMethod instance = new(method);
        foreach (TypeReference argument in like.GenericArguments)
        {
            instance.GenericArguments.Add(argument);
        }

        return instance;
    }
}
