using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Text;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using ModelGen.Tests.Harness;
using Xunit;

namespace ModelGen.Generator.Tests.Graphs;

/// <summary>Inputs, outputs and targets are parameters of emitted members: called as anything that those say themselves, they are refused or compile.</summary>
public class ParameterNameTests
{
    private const string Form =
        """
        [Model] public partial class Input { [Forward] static (Symbol Logits, Symbol Mean) Run([Input(4)] Symbol @, [Tokens(Vocabulary = 5, Context = 6)] Symbol words)
            => (@.Linear(3) + words.Embedding(3).GlobalAveragePool(), @.Linear(2));
            [Objective] static Symbol Train(Symbol logits, Symbol mean, [Id(3)] Symbol ids) => CrossEntropy(logits, ids) + mean.Square().Sum(); }
        [Model] public partial class Output { [Forward] static (Symbol @, Symbol Mean) Run([Input(4)] Symbol x) => (x.Linear(3), x.Linear(2));
            [Objective] static Symbol Train(Symbol @, Symbol mean, [Id(3)] Symbol ids) => CrossEntropy(@, ids) + mean.Square().Sum(); }
        [Model] public partial class Target { [Forward] static (Symbol Logits, Symbol Mean) Run([Input(4)] Symbol x) => (x.Linear(3), x.Linear(2));
            [Objective] static Symbol Train(Symbol logits, Symbol mean, [Id(3)] Symbol @) => CrossEntropy(logits, @) + mean.Square().Sum(); }
        [Model, Loss(Loss.CrossEntropy)] public partial class Plain { [Forward] static Symbol Run([Tokens(Vocabulary = 5, Context = 6)] Symbol @) => @.Embedding(4).SelfAttention(heads: 2, causal: true).Linear(5); }

        """;

    [Fact]
    public void WhatEmittedMembersSayIsRefusedOrCompiles()
    {
        string[] words = [.. Locals(Run(["given"])).Where(word => !word.StartsWith("given", StringComparison.Ordinal) && word is not ("logits" or "mean" or "words" or "ids" or "x")).Distinct().Order(StringComparer.Ordinal)];
        Assert.Contains("scratch", words);
        GeneratorRun run = Run(words);
        Assert.Null(run.Result.Exception);
        string[] errors = [.. run.Output.Errors().GroupBy(found => Word(found, words)).Select(group => $"{group.Key}: {group.First()}")];
        Assert.True(errors.Length == 0, string.Join("\n", errors.Take(40)));
    }

    private static GeneratorRun Run(string[] words)
    {
        StringBuilder source = new("using ModelGen;\nusing static ModelGen.Graph;\n");
        for (int i = 0; i < words.Length; i++) source.Append(CultureInfo.InvariantCulture, $"namespace N{i} {{ {Form.Replace("@", words[i], StringComparison.Ordinal)} }}\n");
        return GeneratorRun.Of(source.ToString());
    }

    private static string Word(Diagnostic found, string[] words) =>
        words.Select((word, i) => (word, i)).FirstOrDefault(each => found.Location.SourceTree!.FilePath.Contains($"N{each.i}.", StringComparison.Ordinal)).word;

    /// <summary>Parameters and locals of emitted code, as they may be written without an @.</summary>
    private static IEnumerable<string> Locals(GeneratorRun run) =>
        run.Result.GeneratedSources.SelectMany(file => file.SyntaxTree.GetRoot().DescendantNodes()).Select(node => node switch
        {
            ParameterSyntax parameter => parameter.Identifier.ValueText,
            VariableDeclaratorSyntax { Parent.Parent: not BaseFieldDeclarationSyntax } local => local.Identifier.ValueText,
            SingleVariableDesignationSyntax designation => designation.Identifier.ValueText,
            ForEachStatementSyntax loop => loop.Identifier.ValueText,
            _ => "",
        }).Where(name => SyntaxFacts.IsValidIdentifier(name) && SyntaxFacts.GetKeywordKind(name) == SyntaxKind.None);
}
