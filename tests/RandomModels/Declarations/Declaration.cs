using System.Collections.Generic;
using System.Linq;

namespace ModelGen.RandomModels.Declarations;

/// <summary>A model, and how large a batch it is tried with.</summary>
/// <param name="Seed">Together with <paramref name="Index"/> all that decides about it.</param>
/// <param name="Index">Its place among the models of the seed.</param>
/// <param name="Input">Input, Sequence or Tokens.</param>
/// <param name="Layers">What follows.</param>
/// <param name="Blocks">The blocks that the layers use, and those that these use.</param>
/// <param name="Loss">Null: none.</param>
/// <param name="Batch">Examples.</param>
/// <param name="Length">Steps; 0 where there is no time.</param>
internal sealed record Declaration(int Seed, int Index, Layer Input, IReadOnlyList<Layer> Layers, IReadOnlyList<Block> Blocks, Layer? Loss, int Batch, int Length)
{
    public string Name => $"M{Index}";

    public bool IsTokens => Input.Kind == "Tokens";

    public bool IsSequence => Input.Kind is "Tokens" or "Sequence";

    /// <summary>Every layer of the model and of its blocks.</summary>
    public IEnumerable<Layer> All => Layers.Concat(Blocks.SelectMany(block => block.Layers));

    /// <summary>Statistics of a batch: an example's numbers in training depend on the others.</summary>
    public bool HasBatchNorm => All.Any(layer => layer.Kind == "BatchNorm");

    /// <summary>Training draws random numbers.</summary>
    public bool HasDropout => All.Any(layer => layer.Rate is > 0 && layer.Kind == "Dropout" || layer.Real("Dropout") > 0);

    /// <summary>The classes as C#, one line each.</summary>
    public string Source(string backends = "")
    {
        string attributes = string.Join(", ", new[] { Input }.Concat(Layers).Concat(Loss is null ? [] : [Loss]));
        return string.Join("\n", Blocks.Select(block => block.ToString()).Append($"[Model, {backends}{attributes}] internal sealed partial class {Name};"));
    }

    /// <summary>One line from which a person, or <c>--seed --model</c>, makes the same again.</summary>
    public override string ToString() => $"--seed {Seed} --model {Index}: {Source().Replace("\n", " ")} batch {Batch}{(Length > 0 ? $", length {Length}" : "")}";
}
