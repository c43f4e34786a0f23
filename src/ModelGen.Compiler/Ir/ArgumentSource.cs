namespace ModelGen.Compiler.Ir;

/// <summary>What an input of an objective's graph stands for.</summary>
/// <param name="Index">Which of the model's outputs, inputs or targets.</param>
public sealed record ArgumentSource(SourceKind Kind, int Index = 0);

public enum SourceKind
{
    /// <summary>An output of the model.</summary>
    Output,

    /// <summary>An input of the model.</summary>
    Input,

    /// <summary>What the outputs are compared with.</summary>
    Target,

    /// <summary>The weight of each example, [B]; empty when the code runs: all weigh the same.</summary>
    Weights,

    /// <summary>What the gradients start from: [1].</summary>
    Start,
}
