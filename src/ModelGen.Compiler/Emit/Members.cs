using System.Collections.Generic;
using System.Linq;

namespace ModelGen.Compiler.Emit;

/// <summary>The list of a model's public members.</summary>
internal static class Members
{
    private const string Shape = "global::ModelGen.ShapeMismatchException";

    public static IReadOnlyList<Member> Of(Surface surface) =>
        [.. Description(surface), .. Prediction(surface), .. Passes(surface), .. !surface.HasLoss ? [] : surface.IsPair ? Losses(surface) : BatchLosses(surface), .. surface.Classes is null ? [] : Classes(surface), .. Weights(surface)];

    private static IEnumerable<Member> Description(Surface surface)
    {
        string name = Ir.CSharpNames.Escape(surface.Name);
        yield return new(MemberKind.Info, "static global::ModelGen.ModelInfo Info", null, "The model's layers, parameters and costs.");
        yield return new(MemberKind.Construct, name, [new("long", "seed", Default: "0")], "A model with parameters drawn by each layer's rule; the same seed gives the same parameters.") { Tail = " : this(seed, draws: true)" };
        yield return new(
            MemberKind.ConstructFromFile,
            name,
            [
                new("string", "path", "The file."),
                new("global::ModelGen.Weights.LoadOptions?", "options", "What may be missing or left over, and the seed of what is missing; null: the file is to fit whole.", Default: "null"),
            ],
            "A model with the weights of a safetensors file; nothing is drawn but what the file may lack.")
        {
            Tail = " : this(options?.Seed ?? 0, draws: false)",
            Throws = [("global::ModelGen.Weights.WeightFormatException", "The file is damaged or belongs to another model.")],
        };
        yield return new(MemberKind.Parameters, "ParameterTree Parameters", null, "The parameters, layer by layer.");
        yield return new(MemberKind.Store, "global::ModelGen.ParameterStore Store", null, "The parameters as one named list over two flat arrays: values and gradients.");
    }

    /// <summary>Prediction.</summary>
    /// <param name="method">The graph method, where it is not the first.</param>
    public static IEnumerable<Member> Prediction(Surface surface, string method = "")
    {
        string draws = surface.Draws ? " Random values are drawn from the model's seed, the same in each call." : "";
        yield return Returning(MemberKind.Predict, [], "Inference. Safe to call from several threads at once." + draws);
        yield return Writing(MemberKind.PredictInto, [], $"Inference into {Tensors(surface)} of the caller's. Safe to call from several threads at once; allocates nothing once warm." + draws);
        if (surface.Draws)
        {
            MemberParameter[] seed = [new("ulong", "seed", "What random values are drawn from: the same seed gives the same values.")];
            yield return Returning(MemberKind.PredictSeeded, seed, "Inference with random values of a seed. Safe to call from several threads at once.");
            yield return Writing(MemberKind.PredictSeededInto, seed, $"The same into {Tensors(surface)} of the caller's; allocates nothing once warm.");
        }

        Member Returning(MemberKind kind, MemberParameter[] more, string summary) => new(kind, $"{Results(surface)} Predict{method}", [.. Inputs(surface), .. more], summary)
        {
            Returns = Returned(surface) + ".",
            Shape = ReturnShape(surface),
            Throws = [(Shape, InputShape(surface))],
        };

        Member Writing(MemberKind kind, MemberParameter[] more, string summary) => new(kind, "void Predict" + method, [.. Inputs(surface), .. Written(surface), .. more], summary)
        {
            Throws = surface.Outputs.Count == 1 ? [(Shape, "A tensor has another shape.")] : [(Shape, "A tensor has another shape."), ("global::System.ArgumentException", "A result shares memory with another tensor.")],
        };
    }

    private static IEnumerable<Member> Passes(Surface surface)
    {
        string result = surface.Outputs.Count == 1 ? Surface.ReadOnlyFloats : Surface.ForwardOutputs;
        yield return new(
            MemberKind.Forward,
            $"{result} Forward",
            [new("global::ModelGen.Workspace", "workspace", "One per thread; grows to the largest batch seen."), .. Inputs(surface)],
            "The forward pass of training: keeps in the workspace what <see cref=\"Backward\"/> reads.")
        {
            Returns = Returned(surface) + ", valid until the workspace is used again.",
            Shape = ReturnShape(surface),
        };
        yield return new(
            MemberKind.Backward,
            "void Backward",
            [
                new("global::ModelGen.Workspace", "workspace", "As left by the forward pass."),
                .. surface.Outputs.Select(output => new MemberParameter(Surface.ReadOnlyFloats, output.Gradient, $"{output.Expected}: the gradient of a loss with respect to {Called(surface, output)}.", output.Shape)),
                .. surface.Inputs.Where(input => input.HasGradient).Select(input => new MemberParameter(Surface.Floats, input.Gradient, $"{input.Expected}, overwritten; leave it out when it is not needed.", input.Shape, "default")),
            ],
            "The backward pass of the last <see cref=\"Forward\"/> on this workspace: adds into the gradients of the parameters.")
        {
            Throws = [("global::System.InvalidOperationException", "The last forward pass on this workspace was not this model's, or there was none.")],
        };
        yield return new(MemberKind.RandomState, "ulong RandomState", null, "The state of the random numbers (dropout): each forward pass of training takes the next key from it.") { HasSetter = true };
    }

    private static IEnumerable<Member> Losses(Surface surface)
    {
        MemberParameter[] batch = [.. Read(surface.BatchTensors)];
        MemberParameter[] weighted =
        [
            .. batch,
            Weighted(surface),
            new(Surface.Span, "outputs", surface.Outputs[0].Expected + ", row-major, overwritten; empty: they are not shown.", Default: "default"),
        ];
        const string Same = "The same of the weighted mean; outputs, where they are wanted, are those on which the loss was taken.";
        (string, string)[] throws = [(Shape, "A tensor has another shape.")];
        yield return new(MemberKind.ComputeGradients, "float ComputeGradients", batch, "Forward, loss and backward: adds the gradients of the mean loss into the store and returns that loss.") { Throws = throws };
        yield return new(MemberKind.ComputeGradientsWeighted, "float ComputeGradients", weighted, Same) { Throws = throws };
        yield return new(MemberKind.ComputeLoss, "float ComputeLoss", batch, "The mean loss without dropout; gradients stay as they are.") { Throws = throws };
        yield return new(MemberKind.ComputeLossWeighted, "float ComputeLoss", weighted, Same) { Throws = throws };
        yield return new(MemberKind.OutputCount, "long OutputCount", [new("global::System.ReadOnlySpan<global::System.IntPtr>", "input")], null);
    }

    // Of a model with a type of batches.
    private static IEnumerable<Member> BatchLosses(Surface surface)
    {
        MemberParameter[] tensors = [.. Read(surface.BatchTensors), Weighted(surface) with { Default = "default" }];
        MemberParameter[] batch = [new(surface.Batch, "batch", $"Inputs{(surface.Targets!.Count > 0 ? ", targets" : "")} and, if the examples have any, their weights.")];
        (string, string)[] throws = [(Shape, "A tensor has another shape.")];
        yield return new(MemberKind.ComputeGradientsOfBatch, "float ComputeGradients", batch, "Forward, loss and backward: adds the gradients of the mean loss into the store and returns that loss.") { Throws = throws };
        yield return new(MemberKind.ComputeGradientsOfTensors, "float ComputeGradients", tensors, "The same of tensors.") { Throws = throws };
        yield return new(MemberKind.ComputeLossOfBatch, "float ComputeLoss", batch, "The mean loss without dropout; gradients stay as they are.") { Throws = throws };
        yield return new(MemberKind.ComputeLossOfTensors, "float ComputeLoss", tensors, "The same of tensors.") { Throws = throws };
        yield return new(MemberKind.TotalWeight, "double TotalWeight", [new(surface.Batch, "batch"), new("global::System.Span<bool>", "counts", Default: "default")], null);
    }

    private static IEnumerable<Member> Classes(Surface surface)
    {
        bool isOverIds = surface.Targets![0].Element == "int";
        string words = isOverIds ? "by a softmax over the last axis" : "each output by a sigmoid";
        string predict = $"<see cref=\"Predict({string.Join(", ", surface.Inputs.Select(input => input.Xml))})\"/>";
        yield return new(MemberKind.PredictProbabilities, $"{Surface.Tensor} PredictProbabilities", [.. Inputs(surface)], $"Inference as probabilities: {predict}, {words}.")
        {
            Returns = Returned(surface) + ".",
            Shape = ReturnShape(surface),
            Throws = [(Shape, InputShape(surface))],
        };
        yield return new(MemberKind.PredictProbabilitiesInto, "void PredictProbabilities", [.. Inputs(surface), .. Written(surface)], "Inference as probabilities into a tensor of the caller's; allocates nothing once warm.")
        {
            Throws = [(Shape, "A tensor has another shape.")],
        };
        string classes = isOverIds ? "the likeliest class" : "1 where the probability is at least a half, otherwise 0";
        yield return new(MemberKind.PredictClasses, "global::System.Numerics.Tensors.Tensor<int> PredictClasses", [.. Inputs(surface)], $"Inference as class ids: {classes}.")
        {
            Returns = surface.Classes!.Expected + ".",
            Shape = surface.Classes.Type is { } type ? ShapeText.Return(type) : null,
            Throws = [(Shape, InputShape(surface))],
        };
    }

    private static IEnumerable<Member> Weights(Surface surface)
    {
        MemberParameter path = new("string", "path"), stream = new("global::System.IO.Stream", "stream");
        yield return new(MemberKind.SaveFile, "void Save", [path], null);
        yield return new(MemberKind.LoadFile, "void Load", [path], null);
        yield return new(MemberKind.SaveStream, "void Save", [stream], null);
        yield return new(MemberKind.LoadStream, "void Load", [stream], null);
        if (surface.Decoder is not null)
        {
            yield return new(MemberKind.CreateDecoder, $"{surface.Decoder} CreateDecoder", [.. surface.Memory.Select(input => new MemberParameter(input.ReadOnly, input.Parameter, input.Expected + ", with a batch of 1; copied.", input.Shape))], "A session that generates token by token and keeps the keys and values of earlier ones.")
            {
                Throws = surface.Memory.Count == 0 ? [] : [(Shape, InputShape(surface))],
            };
        }
    }

    private static IEnumerable<MemberParameter> Inputs(Surface surface) => Read(surface.Inputs);

    private static IEnumerable<MemberParameter> Read(IEnumerable<SurfaceTensor> tensors) =>
        tensors.Select(tensor => new MemberParameter(tensor.ReadOnly, tensor.Parameter, tensor.Expected + ".", tensor.Shape));

    private static MemberParameter Weighted(Surface surface) =>
        new(Surface.Weights, surface.WeightsParameter, "A weight for each example, at least 0: the mean is Σ w·x / Σ w; empty: all weigh the same.");

    private static IEnumerable<MemberParameter> Written(Surface surface) =>
        surface.Outputs.Select(output => new MemberParameter(Surface.Floats, output.Parameter, output.Expected + ", dense.", output.Shape));

    private static string Results(Surface surface) => surface.Outputs.Count == 1
        ? Surface.Tensor
        : $"({string.Join(", ", surface.Outputs.Select(output => $"{Surface.Tensor} {Ir.CSharpNames.Escape(output.Name)}"))})";

    // One tensor by its shape, several by their names.
    private static string Returned(Surface surface) =>
        surface.Outputs.Count == 1 ? surface.Outputs[0].Expected : string.Join("; ", surface.Outputs.Select(output => $"{output.Name} {output.Expected}"));

    private static string? ReturnShape(Surface surface) => surface.Outputs.Count == 1 && surface.Outputs[0].Type is { } type ? ShapeText.Return(type) : null;

    private static string InputShape(Surface surface) => $"{(surface.Inputs.Count == 1 ? "The" : "An")} input has another shape.";

    private static string Tensors(Surface surface) => surface.Outputs.Count == 1 ? "a tensor" : "tensors";

    private static string Called(Surface surface, SurfaceTensor output) => surface.Outputs.Count == 1 ? "the output" : output.Name;
}
