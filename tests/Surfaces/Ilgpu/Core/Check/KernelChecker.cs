using System;
using System.Collections.Concurrent;
using System.Collections.Generic;
using System.Linq;
using System.Reflection;

namespace ILGPU.Surface;

/// <summary>Reads the IL of a kernel and of all that it calls, and refuses what ILGPU 1.5.3 refuses.</summary>
internal static class KernelChecker
{
    private static readonly ConcurrentDictionary<MethodBase, MethodFacts> s_facts = new();

    /// <returns>Whether the kernel uses atomics.</returns>
    /// <exception cref="KernelRefusedException">The method is none for a GPU at all: it captures variables.</exception>
    /// <exception cref="InternalCompilerException">
    /// ILGPU's own exception; the message and the inner <see cref="KernelRefusedException"/> name the kernel, each member at fault and what to
    /// write instead.
    /// </exception>
    public static bool Check(Delegate kernel, bool hasAlgorithms)
    {
        MethodInfo entry = kernel.Method;
        string kernelName = $"Kernel '{entry.Name}' cannot run on a GPU";
        if (!entry.IsStatic && (kernel.Target is null || !TypeRules.IsHolderOfPlainLambdas(kernel.Target.GetType())))
            throw new KernelRefusedException($"{kernelName}: it captures variables or is an instance method: write a static method, and pass values as parameters");

        List<string> faults = [.. SignatureFaults(entry)];
        bool usesAtomics = false;
        foreach (MethodFacts facts in Reach(entry))
        {
            faults.AddRange(facts.Faults);
            if (!hasAlgorithms)
                faults.AddRange(facts.Algorithms);
            usesAtomics |= facts.UsesAtomics;
        }

        if (faults.Count == 0)
            return usesAtomics;
        KernelRefusedException refusal = new($"{kernelName}: {string.Join("; ", faults.Distinct())}");
        throw new InternalCompilerException(refusal.Message, refusal);
    }

    /// <summary>The facts of a method and of all that it calls, each once.</summary>
    public static IEnumerable<MethodFacts> Reach(MethodBase entry)
    {
        HashSet<MethodBase> seen = [entry];
        Queue<MethodBase> open = new(seen);
        while (open.TryDequeue(out MethodBase? method))
        {
            MethodFacts facts = s_facts.GetOrAdd(method, static method => new MethodReading(method).Read());
            yield return facts;
            foreach (MethodBase callee in facts.Calls)
            {
                if (seen.Add(callee))
                    open.Enqueue(callee);
            }
        }
    }

    private static IEnumerable<string> SignatureFaults(MethodInfo entry)
    {
        foreach (ParameterInfo parameter in entry.GetParameters())
        {
            if (parameter.ParameterType.IsByRef || parameter.ParameterType.IsPointer)
                yield return $"parameter '{parameter.Name}' is a reference: pass an ArrayView";
            else if (TypeRules.FaultOf(parameter.ParameterType) is { } fault)
                yield return $"parameter '{parameter.Name}' {fault}";
            else if (!TypeRules.IsVisibleToLauncher(parameter.ParameterType))
                yield return $"parameter '{parameter.Name}' is of type {TypeRules.Name(parameter.ParameterType)}, which ILGPU's launcher cannot see: make it public, or internal with InternalsVisibleTo(\"ILGPURuntime\")";
        }
    }
}
