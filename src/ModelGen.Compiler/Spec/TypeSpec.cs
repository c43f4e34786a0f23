namespace ModelGen.Compiler.Spec;

/// <summary>The declared class: what is needed to emit its other half and to judge whether that is possible.</summary>
/// <param name="Key">Unique within the compilation: the fully qualified name without <c>global::</c>.</param>
/// <param name="Namespace">Empty for the global namespace.</param>
/// <param name="Accessibility">C# keywords: <c>public</c>, <c>internal</c>, <c>private protected</c>, ...</param>
/// <param name="Containers">Headers of the containing types, outermost first, such as <c>partial class Outer</c>; each must be partial.</param>
/// <param name="Problem">What makes the class unfit to be completed; <see cref="TypeProblem.None"/> for a plain partial class.</param>
/// <param name="IsSplit">Layer attributes stand on more than one partial declaration.</param>
public sealed record TypeSpec(
    string Key,
    string Namespace,
    string Name,
    string Accessibility,
    EquatableArray<string> Containers = default,
    TypeProblem Problem = TypeProblem.None,
    bool IsSplit = false);

public enum TypeProblem
{
    None,
    NotPartial,
    ContainerNotPartial,

    /// <summary>The class or one that contains it.</summary>
    Generic,
    Static,
    Abstract,

    /// <summary>A record: a class to C#, but its equality and copies make no sense for weights.</summary>
    NotAClass,
    HasBaseClass,

    /// <summary><c>file class</c>: no other file can complete it.</summary>
    FileLocal,

    /// <summary>Every emitted constructor would have to call it with values that nobody knows.</summary>
    HasPrimaryConstructor,
}
