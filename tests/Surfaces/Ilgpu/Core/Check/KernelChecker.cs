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
    /// <exception cref="KernelRefusedException">It names the kernel, each member at fault and what to write instead.</exception>
    public static bool Check(Delegate kernel, bool hasAlgorithms)
    {
        MethodInfo entry = kernel.Method;
        List<string> faults = [.. SignatureFaults(entry, kernel.Target)];
        bool usesAtomics = false;
        foreach (MethodFacts facts in Reach(entry))
        {
            faults.AddRange(facts.Faults);
            if (!hasAlgorithms)
                faults.AddRange(facts.Algorithms);
            usesAtomics |= facts.UsesAtomics;
        }

        if (faults.Count > 0)
            throw new KernelRefusedException($"Kernel '{entry.Name}' cannot run on a GPU: {string.Join("; ", faults.Distinct())}");
        return usesAtomics;
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

    private static IEnumerable<string> SignatureFaults(MethodInfo entry, object? target)
    {
        if (!entry.IsStatic && (target is null || !TypeRules.IsHolderOfPlainLambdas(target.GetType())))
            yield return "it captures variables or is an instance method: write a static method, and pass values as parameters";
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
