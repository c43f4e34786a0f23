using System.Collections.Generic;
using System.Linq;
using ModelGen.Compiler.Errors;
using ModelGen.Compiler.Ir;
using ModelGen.Compiler.Layers;
using ModelGen.Compiler.Spec;

namespace ModelGen.Compiler.Passes;

/// <summary>
/// Warnings about models that compile: each is a mistake that many have made and that nothing else would show. A preset has none, and
/// a layer at most one, that about the loss first.
/// </summary>
internal static class Advise
{
    private static readonly HashSet<string> s_elementwise = ["Relu", "LeakyRelu", "Elu", "Gelu", "Silu", "Tanh", "Sigmoid", "Softplus", "Relu6", "HardSwish"];
    private static readonly HashSet<string> s_activations = [.. s_elementwise, "Softmax", "LogSoftmax"];
    private static readonly HashSet<string> s_affine = ["Linear", "Conv1d", "Conv2d", "ConvTranspose2d"];

    /// <param name="outputs">The types that the model ends in.</param>
    public static IReadOnlyList<ModelError> Run(ModelSpec spec, params TensorType[] outputs)
    {
        if (spec.Layers.Any(Roles.IsPreset))
        {
            return [];
        }

        Neighbours neighbours = Neighbours.Of(spec);
        List<ModelError> advice = [];
        advice.AddRange(spec.Layers.Concat(spec.Graph?.Inputs.Select(input => input.Declaration!) ?? []).Where(layer => layer.Kind == "Input").SelectMany(ChannelsLast));

        if (spec.Layers.FirstOrDefault(layer => layer.Kind == "Loss") is { } loss)
        {
            string kind = loss.Text("loss") ?? "";
            advice.AddRange(Logits(kind, $"Loss.{kind}", loss.Source, neighbours.Last[0], neighbours));
            advice.AddRange(Classes(loss, spec.Layers.FirstOrDefault(layer => layer.Kind == "Target"), outputs[0]));
        }

        advice.AddRange(AdviseGraph.Run(spec, outputs, neighbours));

        foreach ((PlacedLayer before, PlacedLayer after) in neighbours.Pairs)
        {
            if (Pair(before, after) is { } found && !advice.Any(known => known.Source == found.Source))
            {
                advice.Add(found);
            }
        }

        return advice;
    }

    private static IEnumerable<ModelError> ChannelsLast(LayerSpec input)
    {
        if (input.Ints("sizes") is { Count: 3 } sizes && sizes[0] >= 8 && sizes[1] >= 8 && sizes[2] is 1 or 3 or 4)
        {
            yield return new(
                ErrorId.LooksChannelsLast,
                input.Source,
                $"'{LayerText.Of(input)}' looks channels-last, but sizes are [C, H, W]: write Input({sizes[2]}, {sizes[0]}, {sizes[1]})",
                Mend: new(MendKind.ChannelsFirst));
        }
    }

    /// <param name="name">What the loss is called in a message.</param>
    /// <param name="last">What makes its output.</param>
    public static IEnumerable<ModelError> Logits(string kind, string name, SourceRef loss, PlacedLayer? last, Neighbours neighbours)
    {
        bool isDirect = last?.Layer.Kind != "Dropout";
        while (last?.Layer.Kind == "Dropout")
        {
            last = neighbours.Before(last);
        }

        if (last is null)
        {
            yield break;
        }

        string text = LayerText.Of(last.Layer);
        if ((kind, last.Layer.Kind) is ("CrossEntropy", "Softmax" or "LogSoftmax") or ("BinaryCrossEntropy", "Sigmoid" or "Softmax"))
        {
            string own = kind == "CrossEntropy" ? "softmax" : "sigmoid";
            yield return At(last, ErrorId.LossTakesLogits, $"'{text}' stands before {name}, which takes logits and applies its own {own}: remove it", loss, new(MendKind.Remove));
        }
        else if (kind == "CrossEntropy" && isDirect && s_elementwise.Contains(last.Layer.Kind))
        {
            yield return At(last, ErrorId.LogitsClipped, $"'{text}' is the last layer before {name}, whose logits must be free to take any value: remove it", loss, new(MendKind.Remove));
        }
    }

    private static IEnumerable<ModelError> Classes(LayerSpec loss, LayerSpec? target, TensorType output)
    {
        if (!output.EndsInFeature || output.Last.Size.Constant != 1)
        {
            yield break;
        }

        string kind = loss.Text("loss") ?? "";
        if (kind == "CrossEntropy")
        {
            yield return new(
                ErrorId.ClassesMeanNothing,
                loss.Source,
                $"Loss.CrossEntropy of one class is always 0, and the model ends in {output.ExampleText}: end in one output per class, or take Loss.BinaryCrossEntropy");
        }
        else if (kind == "BinaryCrossEntropy" && target?.Int("Classes") == 2)
        {
            yield return new(
                ErrorId.ClassesMeanNothing,
                target.Source.At("Classes"),
                $"Target has 2 classes, but the model ends in {output.ExampleText}: one logit already decides between two, so set Classes = 1",
                Mend: Mend.Set("Classes", 1));
        }
    }

    // x * tanh(softplus(x)), which only a graph method can say.
    private static bool IsMish(PlacedLayer before, PlacedLayer after) => before.Layer.Kind == "Softplus" && after.Layer.Kind == "Tanh" && after.Layer.Source.Attribute >= SourceRef.FirstPlace;

    private static ModelError? Pair(PlacedLayer before, PlacedLayer after)
    {
        string first = LayerText.Of(before.Layer);
        string second = LayerText.Of(after.Layer);
        if (s_activations.Contains(before.Layer.Kind) && s_activations.Contains(after.Layer.Kind) && !after.Layer.Has("axis") && !IsMish(before, after))
        {
            return At(after, ErrorId.TwoActivations, $"'{second}' follows the activation '{first}' with no layer between them: remove one of the two", before.Layer.Source);
        }

        if (after.Layer.Kind != "BatchNorm")
        {
            return null;
        }

        if (s_affine.Contains(before.Layer.Kind) && before.Layer.Bool("Bias", true))
        {
            return At(before, ErrorId.BiasCancelled, $"'{second}' subtracts the mean, and with it the bias of '{first}': set {LayerText.Setting(before.Layer, "Bias", "false")}", after.Layer.Source, Mend.Set("Bias", false));
        }

        return before.Layer.Kind == "Dropout"
            ? At(before, ErrorId.DropoutBeforeNorm, $"'{first}' directly before '{second}' changes the variance that the norm learns, in training but not in prediction: put it behind the norm", after.Layer.Source)
            : null;
    }

    private static ModelError At(PlacedLayer place, ErrorId id, string message, SourceRef other, Mend? mend = null) =>
        new(id, place.Layer.Source, message, place.User is { } user ? new(other, user) : new(other), mend);
}
