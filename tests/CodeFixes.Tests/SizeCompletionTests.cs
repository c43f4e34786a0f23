using System.Collections.Generic;
using System.Linq;
using System.Reflection;
using System.Threading;
using System.Threading.Tasks;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Completion;
using Microsoft.CodeAnalysis.Text;
using ModelGen.Completion;
using ModelGen.Tests.Harness;
using Xunit;

namespace ModelGen.CodeFixes.Tests;

/// <summary>What is offered at the bar, in its order.</summary>
public class SizeCompletionTests
{
    [Theory]
    [InlineData("[Model, Input(12), Linear(64), Linear(10, InFeatures = |)] public partial class M;", "64")]
    [InlineData("[Model, Input(3, 32, 32), Flatten, Linear(10, InFeatures = 30|)] public partial class M;", "3072")]
    [InlineData("[Model, Sequence(24, MaxLength = 10), SelfAttention(Heads = |), GlobalAveragePool, Linear(2)] public partial class M;", "1, 2, 3, 4, 6, 8, 12, 24")]
    [InlineData("[Transformer(Layers = 1, Heads = |, Width = 12, Vocabulary = 9, Context = 8)] public partial class M;", "1, 2, 3, 4, 6, 12")]
    [InlineData("[Model, Input(784), Reshape(|), Flatten, Linear(10)] public partial class M;", "1, 28, 28|4, 14, 14|16, 7, 7|784")]
    [InlineData("[Model, Input(784), Reshape(4, |), Flatten, Linear(10)] public partial class M;", "14, 14")]
    [InlineData("[Model, Input(784), Reshape(4, 7, |), Flatten, Linear(10)] public partial class M;", "28")]
    [InlineData("[Model, Input(784), Linear(|), Relu, Linear(10)] public partial class M;", "784, 10")]
    [InlineData("[Model, Input(20), Linear(|), Relu, Linear(10, InFeatures = 48)] public partial class M;", "48")]
    [InlineData("[Model, Tokens(Vocabulary = 50, Context = 8), Embedding(16, Name = \"E\"), Linear(|, TiedTo = \"E\")] public partial class M;", "50")]
    [InlineData("[Model] public partial class M { [Forward] static Symbol Run([Input(12)] Symbol x) => x.Linear(8).Relu().Linear(|); }", "8")]
    [InlineData("[Model] public partial class M { [Forward] static Symbol Run([Input(1, 6, 6)] Symbol x) => x.Flatten().Reshape(|).Flatten().Linear(2); }", "1, 6, 6|4, 3, 3|36")]
    [InlineData("[Model, Input(12), Linear(64), Dropout(|)] public partial class M;", "")]
    [InlineData("class Plain { int Linear(int n) => n; int A() => this.Linear(|); }", "")]
    [InlineData("[Model, Input(12), Linear(64|, Bias = false)] public partial class M; // |", "12")]
    public async Task TheNumbersThatFitAreOffered(string markup, string expected)
    {
        string source = "using ModelGen;\n" + markup;
        int position = source.IndexOf('|', System.StringComparison.Ordinal);
        string[] offered = [.. (await Items(source.Remove(position, 1), position)).Select(item => item.DisplayText)];
        Assert.Equal(expected, string.Join(expected.Contains('|') ? "|" : ", ", offered));
    }

    [Fact]
    public async Task TheLikeliestIsChosenAndItsReasonSaid()
    {
        const string Source = "using ModelGen;\n[Model, Input(20), Linear(), Relu, Linear(10, InFeatures = 48)] public partial class M;";
        CompletionItem item = Assert.Single(await Items(Source, Source.IndexOf("Linear(", System.StringComparison.Ordinal) + 7));
        Assert.Equal("fits what follows", item.InlineDescription);
        Assert.Equal(MatchPriority.Preselect, item.Rules.MatchPriority);
    }

    private static async Task<IReadOnlyList<CompletionItem>> Items(string source, int position)
    {
        Document document = EditorProject.Of(source).Documents.Single();
        SizeCompletion provider = new();
        Assert.True(provider.ShouldTriggerCompletion(SourceText.From(source), position, CompletionTrigger.CreateInsertionTrigger(source[position - 1] is '(' or '=' or ',' ? source[position - 1] : ' '), null!));
        CompletionContext context = new(provider, document, position, new TextSpan(position, 0), CompletionTrigger.Invoke, null!, CancellationToken.None);
        await provider.ProvideCompletionsAsync(context);
        return (IReadOnlyList<CompletionItem>)typeof(CompletionContext).GetProperty("Items", BindingFlags.Instance | BindingFlags.NonPublic)!.GetValue(context)!;
    }
}
