using System;

namespace ModelGen;

/// <summary>A sequence of token ids, i32[T&lt;=Context], each in [0, Vocabulary), or with <see cref="Segments"/> in [0, 2 · Vocabulary).</summary>
/// <remarks>Stands on a class, before its layers, or on a parameter of a graph method (<see cref="ForwardAttribute"/>).</remarks>
[AttributeUsage(AttributeTargets.Class | AttributeTargets.Parameter, AllowMultiple = true, Inherited = false)]
public sealed class TokensAttribute : LayerAttribute
{
    /// <summary>The number of different ids.</summary>
    public required int Vocabulary { get; set; }

    /// <summary>The longest sequence.</summary>
    public required int Context { get; set; }

    /// <summary>The id that stands for "no token": masked in attention, pooling, recurrence and loss. -1: there is none.</summary>
    public int Padding { get; set; } = -1;

    /// <summary>
    /// The id that ends a text where others follow in the same row: a step sees the steps of its own text alone, to which the separator belongs. Every layer must keep texts apart, as attention with rotary positions does, or none.
    /// A decoder's text is one. -1: a row is one text.
    /// </summary>
    public int Separator { get; set; } = -1;

    /// <summary>
    /// A sequence may have tokens of two segments, such as the two texts of a pair: ids in [Vocabulary, 2 · Vocabulary) are the same tokens in the second one. The
    /// embedding adds a learned vector for the segment (Devlin et al. 2018, arXiv:1810.04805).
    /// </summary>
    public bool Segments { get; set; }

    /// <summary>In a graph method: what its length is called. Inputs with one name have one length, and <c>[Tensor]</c> may have it as an axis.</summary>
    public string? Axis { get; set; }
}
