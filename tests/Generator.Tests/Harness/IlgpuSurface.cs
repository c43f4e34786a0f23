using System;
using System.IO;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace ModelGen.Tests.Harness;

/// <summary>The two packages of ILGPU as a user's project references them.</summary>
internal static class IlgpuSurface
{
    private static MetadataReference Core { get; } = Reference("ILGPU.dll");

    private static MetadataReference Algorithms { get; } = Reference("ILGPU.Algorithms.dll");

    /// <summary>A user's project with both packages.</summary>
    public static CSharpCompilation Project(params string[] sources) => UserProject.Compile("User", sources, Core, Algorithms);

    /// <summary>ILGPU alone: kernels would lack their functions.</summary>
    public static CSharpCompilation WithoutAlgorithms(params string[] sources) => UserProject.Compile("User", sources, Core);

    private static PortableExecutableReference Reference(string file) => MetadataReference.CreateFromFile(Path.Combine(AppContext.BaseDirectory, "surfaces", file));
}
