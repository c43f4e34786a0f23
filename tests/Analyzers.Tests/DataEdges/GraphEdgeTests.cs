using System.Collections.Generic;
using System.Collections.Immutable;
using System.Globalization;
using System.Linq;
using System.Threading.Tasks;
using Microsoft.CodeAnalysis;
using ModelGen.Tests.Harness;
using Xunit;

namespace ModelGen.Analyzers.Tests.DataEdges;

/// <summary>MGEN4xxx of models with several inputs and outputs: each argument is judged by its own parameter, results have the shapes of the outputs, batches those of inputs and targets.</summary>
public class GraphEdgeTests
{
    private const string Models = """
        using System; using System.Numerics.Tensors; using ModelGen; using ModelGen.Data; using ModelGen.Training; using static ModelGen.Graph;
        [Model] public partial class Ticket
        {
            [Forward] static (Symbol Topic, Symbol Hours) Judge([Tokens(Vocabulary = 50, Context = 8)] Symbol text, [Input(6)] Symbol numbers, [Id(12)] Symbol customer)
            {
                Symbol x = Concat(text.Embedding(8).Gru(8), numbers, customer.Embedding(4));
                return (x.Linear(9, name: "topic"), x.Linear(1, name: "hours"));
            }
            [Objective] static Symbol Both(Symbol topic, Symbol hours, [Id(9)] Symbol kind, [Scalar] Symbol time) => CrossEntropy(topic, kind) + 0.1 * MeanSquaredError(hours, time);
        }
        [Model] public partial class Nodes
        {
            [Forward] static Symbol Run([Tensor("N<=20", "F:6")] Symbol x, [Tensor("N<=20", "N<=20")] Symbol edges) => MatMul(edges, x).Linear(3);
            [Objective] static Symbol Error(Symbol run, [Id(3, "N<=20")] Symbol kinds) => run.Square().Sum() + CrossEntropy(run, kinds);
        }
        static class Program
        {
        """;

    // A call, what is said of it, and where.
    private static readonly (string Statements, string? Id, string Words)[] s_cases =
    [
        ("ticket.Predict(I(n, 8), F(n, 6), I(n));", null, ""),
        ("ticket.Predict(I(n, 8), «F(n, 5)», I(n));", "MGEN4001", "'numbers' of Ticket.Predict is [n, 5], expected [B, 6]"),
        ("ticket.Predict(I(n, 8), F(n, 6), «I(n, 1)»);", "MGEN4001", "'customer' of Ticket.Predict is [n, 1], expected [B]"),
        ("ticket.Predict(«I(n, 9)», F(n, 6), I(n));", "MGEN4001", "'text' of Ticket.Predict is [n, 9]"),
        ("ticket.Predict(I(4, 8), «F(5, 6)», I(4));", "MGEN4002", "'numbers' of Ticket.Predict is [5, 6], but 'text' is [4, 8]"),
        ("ticket.Predict(I(1, 2), F(1, 6), Tensor.Create(new[] { «12» }, [1]));", "MGEN4004", "ids go from 0 to 11"),
        ("ticket.ComputeLoss(I(4, 8), F(4, 6), I(4), I(4), F(4, 1));", null, ""),
        ("ticket.ComputeLoss(I(4, 8), F(4, 6), I(4), «I(4, 9)», F(4, 1));", "MGEN4003", "'kind' of Ticket.ComputeLoss is [4, 9]"),
        ("ticket.ComputeLoss(I(4, 8), F(4, 6), I(4), I(4), «F(4)»);", "MGEN4001", "'time' of Ticket.ComputeLoss is [4], expected [B, 1]"),
        ("ticket.ComputeGradients(I(4, 8), F(4, 6), I(4), I(4), «F(3, 1)»);", "MGEN4002", "'time' of Ticket.ComputeGradients is [3, 1]"),
        ("ticket.ComputeGradients(I(4, 8), «F(4, 7)», I(4), I(4), F(4, 1));", "MGEN4001", "'numbers' of Ticket.ComputeGradients is [4, 7]"),
        ("ticket.Predict(I(4, 8), F(4, 6), I(4), «F(4, 8)», F(4, 1));", "MGEN4001", "'topic' of Ticket.Predict is [4, 8], expected [B, 9]"),
        ("var (topic, hours) = ticket.Predict(I(4, 8), F(4, 6), I(4)); ticket.Predict(I(4, 8), «topic», I(4));", "MGEN4001", "'numbers' of Ticket.Predict is [4, 9], expected [B, 6]"),
        ("ticket.Predict(I(4, 8), «ticket.Predict(I(4, 8), F(4, 6), I(4)).Hours», I(4));", "MGEN4001", "'numbers' of Ticket.Predict is [4, 1], expected [B, 6]"),
        ("ticket.Forward(new Workspace(), I(4, 8), «F(4, 4)», I(4));", "MGEN4001", "'numbers' of Ticket.Forward is [4, 4]"),
        ("var batch = new Ticket.Batch(); batch.Numbers.Set(F(4, 6)); batch.Text.Set(I(4, 8)); batch.Kind.Set(I(4));", null, ""),
        ("var batch = new Ticket.Batch(); batch.Numbers.Set(«F(4, 5)»);", "MGEN4001", "'tensor' of Ticket.Batch.Numbers.Set is [4, 5], expected [B, 6]"),
        ("var batch = new Ticket.Batch(); batch.Kind.Set(«I(4, 9)»);", "MGEN4003", "'tensor' of Ticket.Batch.Kind.Set is [4, 9]"),
        ("var batch = new Ticket.Batch(); batch.Time.Set(«F(4)»);", "MGEN4001", "'tensor' of Ticket.Batch.Time.Set is [4], expected [B, 1]"),
        ("nodes.Predict(F(2, 5, 6), F(2, 5, 5));", null, ""),
        ("nodes.Predict(F(2, 5, 6), «F(2, 5, 4)»);", "MGEN4002", "axis 2 must be 5, not 4"),
        ("nodes.Predict(F(2, 5, 6), «F(2, 6, 6)»);", "MGEN4002", "axis 1 must be 5, not 6"),
        ("nodes.Predict(«F(2, 21, 6)», F(2, 21, 21));", "MGEN4001", "[2, 21, 6]"),
        ("nodes.Predict(«F(5, 6)», F(5, 5));", "MGEN4001", "[5, 6]"),
    ];

    [Fact]
    public async Task EachArgumentIsJudgedByItsParameter()
    {
        string[] methods = [.. s_cases.Select((item, i) => $"    public static void Run{i}(Ticket ticket, Nodes nodes, int n) {{ {item.Statements.Replace("«", "").Replace("»", "").Replace("F(", "Tensor.CreateFromShape<float>([").Replace("I(", "Tensor.CreateFromShape<int>([")} }}")];
        string source = Models + "\n" + string.Join("\n", methods.Select(Closed)) + "\n}\n";
        ImmutableArray<Diagnostic> found = await AnalyzerRun.OfWhatCompiles(UserProject.Compile(source));
        ILookup<int, Diagnostic> byLine = found.ToLookup(diagnostic => diagnostic.Location.GetLineSpan().StartLinePosition.Line);
        int first = Models.Count(c => c == '\n') + 1;
        var faults = new List<string>();
        for (int i = 0; i < s_cases.Length; i++)
        {
            (string statements, string? id, string words) = s_cases[i];
            string actual = string.Join("; ", byLine[first + i].Select(diagnostic => $"{diagnostic.Id} at '{source.Substring(diagnostic.Location.SourceSpan.Start, diagnostic.Location.SourceSpan.Length)}': {diagnostic.GetMessage(CultureInfo.InvariantCulture)}"));
            string place = id is null ? "" : Closed(statements[(statements.IndexOf('«') + 1)..statements.IndexOf('»')].Replace("F(", "Tensor.CreateFromShape<float>([").Replace("I(", "Tensor.CreateFromShape<int>(["));
            bool isRight = id is null ? actual.Length == 0 : byLine[first + i].Count() == 1 && actual.StartsWith($"{id} at '{place}': ", System.StringComparison.Ordinal) && actual.Contains(words, System.StringComparison.Ordinal);
            faults.AddRange(isRight ? [] : [$"{statements}\n    {actual}"]);
        }

        Assert.True(faults.Count == 0, string.Join("\n", faults));
        Assert.Equal(s_cases.Count(item => item.Id is not null), found.Length);
    }

    // Tensor.CreateFromShape<float>([4, 6) is closed by ]).
    private static string Closed(string text) => System.Text.RegularExpressions.Regex.Replace(text, @"(CreateFromShape<\w+>\(\[[^)]*)\)", "$1])");
}
