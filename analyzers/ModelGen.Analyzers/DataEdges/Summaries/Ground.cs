using System;
using System.Collections.Concurrent;
using System.Collections.Generic;
using System.Linq;
using System.Runtime.CompilerServices;
using System.Threading;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace ModelGen.Analyzers.DataEdges.Summaries;

/// <summary>
/// The compilation in which code is bound that nobody has edited since. An edit inside of a method changes nothing of what other code means, so compilations whose declarations are the same
/// share one ground, with all that was bound there; after an edit of a declaration there is another. It lives as long as one of its files.
/// </summary>
internal sealed class Ground
{
    /// <summary>Edited files are bound anew with each compilation. When there are more, what they have become is the next ground.</summary>
    private const int MostEdited = 2;

    private static readonly ConditionalWeakTable<SyntaxTree, Ground> s_known = new();

    private readonly SyntaxTree[] _trees;
    private readonly MetadataReference[] _references;
    private int _bound;

    private Ground(Compilation compilation, SyntaxTree[] trees)
    {
        (Compilation, _trees, _references) = (compilation, trees, [.. compilation.References]);
        foreach (SyntaxTree tree in trees)
        {
            s_known.Remove(tree);
            s_known.GetValue(tree, _ => this);
        }
    }

    public Compilation Compilation { get; }

    public ConcurrentDictionary<IMethodSymbol, Body?> Bodies { get; } = new(SymbolEqualityComparer.Default);

    public ConcurrentDictionary<SyntaxTree, SemanticModel> Models { get; } = new();

    /// <summary>How many bodies were bound here: what tests look at.</summary>
    public int Bound => Volatile.Read(ref _bound);

    public void Count() => Interlocked.Increment(ref _bound);

    /// <summary>The ground of a compilation, with its files that are others there, as they were and as they are.</summary>
    public static (Ground Ground, IReadOnlyDictionary<SyntaxTree, SyntaxTree> Edited) Of(Compilation compilation)
    {
        SyntaxTree[] trees = [.. compilation.SyntaxTrees];
        foreach (SyntaxTree tree in trees)
        {
            if (s_known.TryGetValue(tree, out Ground? known))
            {
                if (known.Edits(compilation, trees) is { } edited)
                {
                    return (known, edited);
                }

                break;
            }
        }

        return (new Ground(compilation, trees), new Dictionary<SyntaxTree, SyntaxTree>());
    }

    /// <summary>Null where more differs than what stands in bodies.</summary>
    private Dictionary<SyntaxTree, SyntaxTree>? Edits(Compilation compilation, SyntaxTree[] trees)
    {
        if (ReferenceEquals(compilation, Compilation))
        {
            return [];
        }

        if (compilation.AssemblyName != Compilation.AssemblyName || trees.Length != _trees.Length || !compilation.Options.Equals(Compilation.Options) || !compilation.References.SequenceEqual(_references))
        {
            return null;
        }

        Dictionary<SyntaxTree, SyntaxTree> edited = [];
        for (int i = 0; i < trees.Length; i++)
        {
            // Code that is generated is not looked into, and a host may make its trees anew after each edit.
            bool isGenerated = Summaries.Bodies.IsGenerated(trees[i]);
            if (trees[i] == _trees[i] || (isGenerated && HasTheSameText(_trees[i], trees[i])))
            {
                continue;
            }

            if (!DeclaresTheSame(_trees[i], trees[i]))
            {
                return null;
            }

            if (!isGenerated)
            {
                edited[_trees[i]] = trees[i];
            }
        }

        return edited.Count > MostEdited ? null : edited;
    }

    private static bool HasTheSameText(SyntaxTree before, SyntaxTree now) =>
        before.FilePath == now.FilePath && before.Options.Equals(now.Options) && before.GetText().ContentEquals(now.GetText());

    private static bool DeclaresTheSame(SyntaxTree before, SyntaxTree now)
    {
        if (before.FilePath != now.FilePath || !before.Options.Equals(now.Options) || before.GetRoot() is not CompilationUnitSyntax old || now.GetRoot() is not CompilationUnitSyntax root)
        {
            return false;
        }

        MemberDeclarationSyntax[] members = Declarations(old), others = Declarations(root);
        return members.Length == others.Length && (members.Length == old.Members.Count) == (others.Length == root.Members.Count)
            && SyntaxFactory.AreEquivalent(old.Externs, root.Externs, topLevel: true) && SyntaxFactory.AreEquivalent(old.Usings, root.Usings, topLevel: true)
            && SyntaxFactory.AreEquivalent(old.AttributeLists, root.AttributeLists, topLevel: true)
            && members.Zip(others, (one, other) => SyntaxFactory.AreEquivalent(one, other, topLevel: true)).All(same => same);
    }

    /// <summary>Statements of a file's top are one body.</summary>
    private static MemberDeclarationSyntax[] Declarations(CompilationUnitSyntax root) => [.. root.Members.Where(member => member is not GlobalStatementSyntax)];
}
