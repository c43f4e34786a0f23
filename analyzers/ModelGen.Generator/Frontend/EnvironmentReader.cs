using System;
using System.Threading;
using Microsoft.CodeAnalysis;
using ModelGen.Compiler.Spec;

namespace ModelGen.Generator.Frontend;

/// <summary>Versions of the assemblies that targets need, nothing else of the compilation.</summary>
internal static class EnvironmentReader
{
    public static TargetEnvironment Read(Compilation compilation, CancellationToken cancellation)
    {
        cancellation.ThrowIfCancellationRequested();
        bool hasRuntime = false;
        string? torchSharp = null;
        string? ilgpu = null;
        bool hasAlgorithms = false;
        foreach (AssemblyIdentity assembly in compilation.ReferencedAssemblyNames)
        {
            hasRuntime |= Is(assembly, "ModelGen");
            torchSharp ??= Is(assembly, "TorchSharp") ? assembly.Version.ToString() : null;
            ilgpu ??= Is(assembly, "ILGPU") ? assembly.Version.ToString() : null;
            hasAlgorithms |= Is(assembly, "ILGPU.Algorithms");
        }

        return new(hasRuntime, torchSharp, ilgpu, hasAlgorithms);
    }

    private static bool Is(AssemblyIdentity assembly, string name) => string.Equals(assembly.Name, name, StringComparison.OrdinalIgnoreCase);
}
