using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Reflection;
using System.Runtime.Loader;
using ILGPU;
using ILGPU.Algorithms;
using Xunit;

namespace ModelGen.Ilgpu.Tests.Surface;

/// <summary>The stand-in declares nothing that the package does not: what compiles against the one compiles against the other.</summary>
public class SurfaceTests
{
    [Fact]
    public void Every_public_member_is_one_of_the_package()
    {
        AssemblyLoadContext context = new("surface");
        foreach (Assembly package in new[] { typeof(Context).Assembly, typeof(XMath).Assembly })
        {
            string path = Path.Combine(AppContext.BaseDirectory, "surface", $"{package.GetName().Name}.dll");
            Assembly surface = context.LoadFromAssemblyPath(path);
            IEnumerable<string> declared = Signatures.Of(surface, type => type.Namespace != "ILGPU.Surface");

            Assert.Empty(declared.Except(Signatures.Of(package, _ => true)));
        }
    }
}
