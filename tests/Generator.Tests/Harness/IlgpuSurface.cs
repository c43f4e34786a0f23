using System;
using System.IO;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace ModelGen.Tests.Harness;

/// <summary>The two packages of ILGPU as a user's project references them.</summary>
internal static class IlgpuSurface
{
    private static readonly Lazy<CSharpCompilation> s_core = new(() => UserProject.Empty("User", Reference("ILGPU.dll")));
    private static readonly Lazy<CSharpCompilation> s_both = new(() => UserProject.Empty("User", Reference("ILGPU.dll"), Reference("ILGPU.Algorithms.dll")));

    /// <summary>A user's project with both packages.</summary>
    public static CSharpCompilation Project(params string[] sources) => UserProject.Compile(s_both.Value, sources);

    /// <summary>ILGPU alone: kernels would lack their functions.</summary>
    public static CSharpCompilation WithoutAlgorithms(params string[] sources) => UserProject.Compile(s_core.Value, sources);

    private static PortableExecutableReference Reference(string file) => MetadataReference.CreateFromFile(Path.Combine(AppContext.BaseDirectory, "surfaces", file));
}
