using System;

namespace ModelGen;

/// <summary>
/// The shape of a tensor that a method takes or returns, axis by axis: <c>[Shape("B, 3, 32, 32")]</c>. Generated members carry it, and the analyzer reads it
/// to compare the shapes of arguments with it while code is typed. It can stand on methods of one's own, too.
/// </summary>
/// <param name="axes">
/// Separated by commas. A number is a size; a name (<c>B</c>) is any size, the same wherever the name stands in one signature; <c>T&lt;=128</c> is one of at
/// most 128. A name may have a number added or subtracted (<c>T - 1</c>).
/// </param>
/// <remarks>Nothing is checked at run time because of it.</remarks>
[AttributeUsage(AttributeTargets.Parameter | AttributeTargets.ReturnValue)]
public sealed class ShapeAttribute(string axes) : Attribute
{
    /// <summary>The axes, separated by commas.</summary>
    public string Axes { get; } = axes;

    /// <summary>Where the elements are ids (classes, tokens): each is at least 0 and below this. 0: they are plain numbers.</summary>
    public int Below { get; set; }

    /// <summary>Beside <see cref="Below"/>: an id that is allowed although it may lie outside that range, because it is passed over.</summary>
    public int Ignored { get; set; }

    /// <summary>Beside <see cref="Below"/>: the id that stands for padding. -1: none does.</summary>
    public int Padding { get; set; } = -1;
}
