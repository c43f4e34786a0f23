using System;
using System.Collections.Generic;
using System.Linq;
using System.Runtime.CompilerServices;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace ModelGen.Analyzers.DataEdges.Summaries;

/// <summary>
/// Which methods may come to a tensor or a model, by names alone: a method that mentions one of those of the library, or a method that does. Most code of a program does
/// not, and its calls need not be looked into. What a file mentions is kept as long as its tree.
/// </summary>
internal sealed class Mentions(Compilation compilation)
{
    private static readonly ConditionalWeakTable<SyntaxTree, Dictionary<string, HashSet<string>>> s_known = new();
    /// <summary>Stands for all names of a method that mentions one of the library's: no more is asked of it.</summary>
    private const string Seed = "*";

    private static readonly HashSet<string> s_seeds =
    [
        "Predict", "PredictClasses", "PredictProbabilities", "Forward", "Backward", "ComputeLoss", "ComputeGradients", "Fit", "FitAsync", "Step", "Evaluate", "Shape",
        "Tensor", "TensorSpan", "ReadOnlyTensorSpan", "Trainer", "TensorDataset", "SequenceDataset", "TokenDataset", "CreateDecoder", "Reshape", "Unsqueeze", "SqueezeDimension",
    ];

    private readonly Lazy<Dictionary<string, List<HashSet<string>>>> _all = new(() => All(compilation));
    private readonly Dictionary<string, bool> _reaches = [];

    public bool Reaches(IMethodSymbol method) => Reaches(method.MethodKind == MethodKind.Constructor ? method.ContainingType.Name : method.Name);

    private bool Reaches(string method)
    {
        lock (_reaches)
        {
            List<string> seen = [];
            bool reaches = Reaches(method, seen);
            foreach (string other in reaches ? seen.Where(name => !_reaches[name]).ToArray() : [])
            {
                _reaches.Remove(other); // it was met on the way to what is found, and may come to the same
            }

            return reaches;
        }
    }

    private bool Reaches(string method, List<string> seen)
    {
        if (_reaches.TryGetValue(method, out bool known))
        {
            return known;
        }

        seen.Add(method);
        _reaches[method] = false;
        System.Runtime.CompilerServices.RuntimeHelpers.EnsureSufficientExecutionStack();
        return _reaches[method] = _all.Value.TryGetValue(method, out List<HashSet<string>>? names)
            && (names.Any(each => each.Contains(Seed)) || names.Any(each => each.Any(name => Reaches(name, seen))));
    }

    /// <summary>Of each name what its methods mention, file by file: an edited file costs no more than this look.</summary>
    private static Dictionary<string, List<HashSet<string>>> All(Compilation compilation)
    {
        Dictionary<string, List<HashSet<string>>> all = [];
        foreach (SyntaxTree tree in compilation.SyntaxTrees.Where(tree => !Bodies.IsGenerated(tree)))
        {
            foreach (KeyValuePair<string, HashSet<string>> method in s_known.GetValue(tree, key => Of(key.GetRoot())))
            {
                if (all.TryGetValue(method.Key, out List<HashSet<string>>? names))
                {
                    names.Add(method.Value);
                }
                else
                {
                    all[method.Key] = [method.Value];
                }
            }
        }

        return all;
    }

    private static Dictionary<string, HashSet<string>> Of(SyntaxNode root)
    {
        Dictionary<string, HashSet<string>> methods = [];
        foreach (SyntaxNode node in root.DescendantNodes())
        {
            (string Name, SyntaxNode Code)? found = node switch
            {
                MethodDeclarationSyntax method => (method.Identifier.ValueText, method),
                LocalFunctionStatementSyntax function => (function.Identifier.ValueText, function),
                ConstructorDeclarationSyntax constructor => (constructor.Identifier.ValueText, constructor),
                PropertyDeclarationSyntax property => (property.Identifier.ValueText, property),
                TypeDeclarationSyntax { ParameterList: { } parameters } type => (type.Identifier.ValueText, parameters),
                _ => null,
            };
            if (found is not { } code)
            {
                continue;
            }

            HashSet<string> names = [.. code.Code.DescendantNodes().OfType<SimpleNameSyntax>().Select(name => name.Identifier.ValueText)];
            names = names.Overlaps(s_seeds) ? [Seed] : names;
            methods[code.Name] = methods.TryGetValue(code.Name, out HashSet<string>? before) ? [.. before, .. names] : names;
        }

        return methods;
    }
}
