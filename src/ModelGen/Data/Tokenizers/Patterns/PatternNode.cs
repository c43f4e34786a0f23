using System.Collections.Generic;
using ModelGen.Data.Tokenizers.Unicode;

namespace ModelGen.Data.Tokenizers.Patterns;

/// <summary>A part of a regular expression.</summary>
internal sealed class PatternNode
{
    /// <summary>What it is; the other properties belong to some kinds.</summary>
    public required PatternKind Kind { get; init; }

    /// <summary>Of <see cref="PatternKind.One"/>.</summary>
    public CodePointSet Set { get; init; } = CodePointSet.Empty;

    /// <summary>Its parts.</summary>
    public IReadOnlyList<PatternNode> Children { get; init; } = [];

    /// <summary>How often a <see cref="PatternKind.Repeat"/> matches at least.</summary>
    public int Least { get; init; }

    /// <summary>How often it matches at most; <see cref="int.MaxValue"/> where there is no limit.</summary>
    public int Most { get; init; }

    /// <summary>Whether it rather matches less often.</summary>
    public bool IsLazy { get; init; }

    /// <summary>Whether an <see cref="PatternKind.Ahead"/> or <see cref="PatternKind.Behind"/> must not match.</summary>
    public bool IsNegative { get; init; }

    /// <summary>Of <see cref="PatternKind.Place"/>.</summary>
    public PatternPlace Place { get; init; }

    /// <summary>One code point.</summary>
    public static PatternNode One(CodePointSet set) => new() { Kind = PatternKind.One, Set = set };

    /// <summary>Parts of a kind; of a sequence or a choice of one, that one.</summary>
    public static PatternNode Of(PatternKind kind, params IReadOnlyList<PatternNode> children) =>
        children.Count == 1 && kind is (PatternKind.Sequence or PatternKind.Choice) ? children[0] : new PatternNode { Kind = kind, Children = children };

    /// <summary>Whether it may match without using up anything.</summary>
    public bool CanBeEmpty()
    {
        if (Kind is PatternKind.One) return false;
        if (Kind is PatternKind.Ahead or PatternKind.Behind or PatternKind.Place || (Kind is PatternKind.Repeat && Least == 0)) return true;
        bool any = false, all = true;
        foreach (PatternNode child in Children)
        {
            bool empty = child.CanBeEmpty();
            (any, all) = (any | empty, all & empty);
        }

        return Kind is PatternKind.Choice ? any : all;
    }

    /// <summary>How many code points it takes; null where that varies.</summary>
    public int? Length()
    {
        if (Kind is PatternKind.One) return 1;
        if (Kind is PatternKind.Ahead or PatternKind.Behind or PatternKind.Place) return 0;
        int? length = null;
        foreach (PatternNode child in Children)
        {
            if (child.Length() is not int own) return null;
            if (Kind is PatternKind.Choice && length is not null && length != own) return null;
            length = Kind is PatternKind.Choice ? own : (length ?? 0) + own;
        }

        return Kind is not PatternKind.Repeat ? length ?? 0 : Least == Most ? length * Least : null;
    }
}
