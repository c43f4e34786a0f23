using System;

namespace ModelGen.Compiler.Emit.TorchSharp;

/// <summary>What the referenced TorchSharp has; where it lacks something, the code is written by hand from older operations.</summary>
/// <param name="HasAttention"><c>scaled_dot_product_attention</c>.</param>
/// <param name="HasTanhGelu"><c>gelu</c> takes the tanh approximation.</param>
/// <param name="HasComponentNames">A field may say in an attribute what it is called in <c>state_dict</c>.</param>
/// <param name="Gradient">The gradient of a tensor: a method once, a property now.</param>
internal sealed record TorchFeatures(bool HasAttention, bool HasTanhGelu, bool HasComponentNames, string Gradient)
{
    /// <summary>The first version of which that is known.</summary>
    public const string ComponentNames = "0.102";

    private static readonly Version s_componentNames = Version.Parse(ComponentNames);

    /// <param name="version">Of the assembly, which is the package's: <c>0.105.2.0</c>.</param>
    public static TorchFeatures Of(string version)
    {
        Version found = Version.TryParse(version, out Version? parsed) ? parsed : new Version(0, 99);
        return new(found >= new Version(0, 100, 5), found >= new Version(0, 107), found >= s_componentNames, found >= new Version(0, 102, 6) ? "grad" : "grad()");
    }
}
