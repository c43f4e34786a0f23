using System.Collections.Generic;
using System.Linq;
using ModelGen.Compiler.Ir;
using ModelGen.Compiler.Spec;

namespace ModelGen.Compiler.Passes.Checkpoints;

/// <summary>A tensor that a model takes from a weight file.</summary>
/// <param name="Shape">In the file.</param>
/// <param name="Outer">The layer of the model's own declaration.</param>
/// <param name="Inner">The layer that it belongs to, in whatever block.</param>
internal sealed record ModelTensor(string Name, long[] Shape, LayerSpec Outer, LayerSpec Inner)
{
    // Beyond this a model says at run time what does not fit.
    private const int Most = 100_000;

    public static IEnumerable<ModelTensor> Of(Graph main) => Walk(main, "", []).Take(Most);

    private static IEnumerable<ModelTensor> Walk(Graph graph, string prefix, LayerSpec[] layers)
    {
        foreach (Declaration declaration in graph.Declarations)
        {
            LayerSpec[] chain = [.. layers, .. declaration.Layers];
            if (declaration.Parameter is { } parameter)
            {
                foreach ((string file, long[] sizes) in Files(parameter))
                {
                    yield return new(prefix + file, parameter.Transposed ? [sizes[1], sizes[0]] : sizes, chain[0], chain[chain.Length - 1]);
                }

                continue;
            }

            ChildGraph child = declaration.Child!;
            if (child.Graph.ParameterCount == 0)
            {
                continue; // it may be used a million times
            }

            string own = prefix + (child.File.Length == 0 ? "" : child.File + ".");
            for (int copy = 0; copy < (child.IsArray ? child.Count : 1); copy++)
            {
                string inner = child.IsArray ? own + Layers.LayerText.Number(copy) + "." : own;
                foreach (ModelTensor tensor in Walk(child.Graph, inner, chain))
                {
                    yield return tensor;
                }
            }
        }
    }

    private static IEnumerable<(string File, long[] Sizes)> Files(ParameterDecl parameter) => parameter.PartsInFile
        ? parameter.Parts.Select(part => (part.File, new[] { part.Rows }.Concat(parameter.Sizes.Skip(1)).ToArray()))
        : [(parameter.File, [.. Enumerable.Repeat(1L, parameter.Leading), .. parameter.Sizes])];
}
