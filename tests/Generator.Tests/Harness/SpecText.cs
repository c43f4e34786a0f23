using System.Globalization;
using System.Linq;
using Microsoft.CodeAnalysis.CSharp;
using ModelGen.Compiler.Spec;
using ModelGen.Generator.Frontend;

namespace ModelGen.Tests.Harness;

/// <summary>Specifications as one line that a test can compare: <c>Input(sizes: [4]) Linear(outFeatures: 3)</c>.</summary>
internal static class SpecText
{
    public static ModelSpec Read(string source, string type = "M") => Of(UserProject.Compile(source), type);

    public static ModelSpec Of(CSharpCompilation compilation, string type) => ModelReader.Model(compilation.Type(type), compilation, default).Spec;

    public static string Layers(string source, string type = "M") => Print(Read(source, type).Layers);

    public static string Print(EquatableArray<LayerSpec> layers) => string.Join(" ", layers.Select(Print));

    private static string Print(LayerSpec layer) =>
        layer.Kind
        + (layer.Block is null ? "" : $"<{layer.Block}>")
        + (layer.Arguments.Count == 0 ? "" : $"({string.Join(", ", layer.Arguments.Select(argument => $"{argument.Name}: {Print(argument)}"))})");

    private static string Print(ArgumentSpec argument) =>
        argument.Kind switch
        {
            ArgumentKind.Int => argument.Number.ToString(CultureInfo.InvariantCulture),
            ArgumentKind.Bool => argument.Number != 0 ? "true" : "false",
            ArgumentKind.Real => argument.Real.ToString("R", CultureInfo.InvariantCulture) + "d",
            ArgumentKind.Text => $"'{argument.Text}'",
            _ => $"[{string.Join(" ", argument.Numbers)}]",
        };
}
