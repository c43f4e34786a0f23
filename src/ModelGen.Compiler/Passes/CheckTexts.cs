using System.Collections.Generic;
using System.Linq;
using ModelGen.Compiler.Errors;
using ModelGen.Compiler.Ir;
using ModelGen.Compiler.Layers;
using ModelGen.Compiler.Spec;

namespace ModelGen.Compiler.Passes;

/// <summary>Texts that a separator parts stay apart: no op of the graph lets a step of one know of another.</summary>
internal static class CheckTexts
{
    public static IReadOnlyList<ModelError> Run(ModelSpec spec, Graph main)
    {
        if (main.Inputs.All(input => input.Declaration!.Separator < 0))
        {
            return [];
        }

        // One error: what comes behind a pool, say, mixes nothing any more.
        Node? mixer = main.WithCallees().SelectMany(graph => graph.Nodes).FirstOrDefault(Mixes);
        if (mixer is null)
        {
            return [];
        }

        string layer = mixer.Layer is { } written ? LayerText.Of(written) : mixer.Op.Name;
        return
        [
            new(ErrorId.WrongInput, mixer.Layer?.Source ?? new SourceRef(spec.Type.Key, SourceRef.ClassName),
                $"'{layer}' would let the texts of a row, which the Separator of 'Tokens' parts, know of each other or of their places: use SelfAttention with Rotary and layers that work on each step by itself, or leave Separator out"),
        ];
    }

    private static bool Mixes(Node node) =>
        node.Inputs.Any(input => input?.Mask is { HasTexts: true }) && node.Op.Prediction(node.Inputs).Op is { } op && !op.KeepsTextsApart(node);
}
