using System;
using System.Collections.Generic;
using System.Linq;

namespace ModelGen.Analyzers.Tests.DataEdges;

/// <summary>
/// Random programs that hand a tensor from where it is made to a model: through methods, tuples, properties, fields, constructors, records, collections, LINQ, lambdas, tasks and iterators, in
/// random order. All sizes are right; a twin is made with another number of features.
/// </summary>
internal sealed partial class RandomPipelines(Random random)
{
    private readonly List<string> _members = [];
    private readonly List<string> _statements = [];
    private int _names;

    /// <summary>A class with a method that runs the pipeline; the model takes four features.</summary>
    /// <param name="width">Four where the program is right.</param>
    public static string Write(int number, int seed, int width) => Write(number, seed, width, out _);

    /// <param name="isFollowed">Whether a wrong one can be found.</param>
    public static string Write(int number, int seed, int width, out bool isFollowed)
    {
        RandomPipelines pipeline = new(new Random(seed));
        string rows = pipeline.Rows();
        string x = pipeline.Source(rows, width);
        for (int steps = pipeline.Next(4); steps > 0; steps--)
        {
            x = pipeline.Next(3) == 0 ? pipeline.Carried(x) : pipeline.CarriedElsewhere(x);
        }

        pipeline.Sink(x, rows);
        isFollowed = pipeline.IsFollowed;
        return $$"""
            public class Program{{number}}
            {
                {{string.Join("\n    ", pipeline._members)}}

                public void Run(Iris iris, int n, bool flag)
                {
                    {{string.Join("\n        ", pipeline._statements)}}
                }
            }

            """;
    }

    private int Next(int below) => random.Next(below);

    private string Name(string kind) => $"{kind}{++_names}";

    private string Rows() => Next(4) switch { 0 => "n", 1 => "n * 2", 2 => "(n + 3)", _ => Next(2) == 0 ? "8" : "32" };

    private string Source(string rows, int width)
    {
        bool isNumber = char.IsDigit(rows[0]);
        string made = $"Tensor.CreateFromShape<float>([{rows}, {width}])";
        string name = Name("Make");
        switch (Next(isNumber ? 13 : 9))
        {
            case 0:
                return made;
            case 1:
                _members.Add($"private static Tensor<float> {name}(int rows, int width) => Tensor.CreateFromShape<float>([rows, width]);");
                return $"{name}({rows}, {width})";
            case 2:
                _statements.Add($"float[] {name} = new float[{rows} * {width}];");
                return $"Tensor.Create({name}, [{rows}, {width}])";
            case 3:
                return $"Tensor.CreateFromShape<float>([{rows}, {width}, 1]).SqueezeDimension(2)";
            case 4:
                return $"Tensor.Transpose(Tensor.CreateFromShape<float>([{width}, {rows}]))";
            case 5:
                _members.Add($"private static Tensor<float> {name}(int rows) {{ int width = {width}; if (rows < 0) throw new ArgumentException(); float[] values = new float[rows * width]; return Tensor.Create(values, [rows, width]); }}");
                return $"{name}({rows})";
            case 6:
                _members.Add($"private const int {name}Width = {width} * 2; private static readonly int {name}Half = {name}Width / 2;");
                return $"Tensor.CreateFromShape<float>([{rows}, {name}Half])";
            case 7:
                return Unfollowed(Next(2) == 0 ? $"Shared.Files.Load({rows}, {width})" : $"Shared.Files.LoadAsync({rows}, {width}).Result");
            case 8:
                return Unfollowed($"Shared.Files.Rows({rows})");
            case 9:
                _members.Add($"private readonly Tensor<float> {name} = {made};");
                return name;
            case 10:
                _members.Add($"private Tensor<float> {name} => {made};");
                return name;
            case 11:
                _members.Add($"private Tensor<float>? {name}; private void Load{name}() {{ {name} = {made}; }}");
                _statements.Add($"Load{name}();");
                return name + "!";
            default:
                _members.Add($"private sealed class {name}Data {{ public Tensor<float> X {{ get; }} public {name}Data(int width) => X = Tensor.CreateFromShape<float>([{rows}, width]); }}");
                return $"new {name}Data({width}).X";
        }
    }

    private string Carried(string x)
    {
        string name = Name("step");
        switch (Next(17))
        {
            case 0:
                _statements.Add($"Tensor<float> {name} = {x};");
                return name;
            case 1:
                _statements.Add($"(Tensor<float> {name}, int {name}Count) = ({x}, 3);");
                return name;
            case 2:
                _members.Add($"private sealed record {name}Record(Tensor<float> X, string Name);");
                _statements.Add($"{name}Record {name} = new({x}, \"a\"); {name} = {name} with {{ Name = \"b\" }};");
                return name + ".X";
            case 3:
                _statements.Add($"List<Tensor<float>> {name} = []; for (int i = 0; i < 2; i++) {name}.Add({x});");
                return $"{name}[1]";
            case 4:
                _statements.Add($"Tensor<float>[] {name} = [{x}, {x}];");
                return $"{name}[0]";
            case 5:
                _members.Add($"private static T {name}<T>(T value) => value;");
                return $"{name}({x})";
            case 6:
                _statements.Add($"Func<Tensor<float>> {name} = () => {x};");
                return $"{name}()";
            case 7:
                return $"Task.FromResult({x}).Result";
            case 8:
                _statements.Add($"Tensor<float> {name} = {x}; Tensor<float> {name}Same = flag ? {name} : {name};");
                return name + "Same";
            case 9:
                _statements.Add($"Dictionary<string, Tensor<float>> {name} = new() {{ [\"a\"] = {x} }};");
                return $"{name}[\"a\"]";
            case 10:
                _members.Add($"private sealed class {name}Data {{ public required Tensor<float> X {{ get; init; }} }}");
                _statements.Add($"{name}Data {name} = new() {{ X = {x} }};");
                return name + ".X";
            case 11:
                _members.Add($"private sealed class {name}Data(Tensor<float> x) {{ public Tensor<float> Get() => x; }}");
                return $"new {name}Data({x}).Get()";
            case 12:
                _statements.Add($"Tensor<float> {name} = {x}; Tensor<float>[] {name}All = Enumerable.Range(0, 3).Select(_ => {name}).ToArray();");
                return $"{name}All.First()";
            case 13:
                _members.Add($"private static Tensor<float> {name}(Tensor<float> x) {{ if (x.Rank == 1) x = x.Unsqueeze(0); return x; }}");
                return $"{name}({x})";
            case 14:
                _members.Add($"private static IEnumerable<Tensor<float>> {name}(Tensor<float> x) {{ for (int i = 0; i < 2; i++) yield return x; }}");
                return $"{name}({x}).Last()";
            case 15:
                _members.Add($"private static void {name}(Tensor<float> x, out Tensor<float> y) {{ y = x; }}");
                _statements.Add($"{name}({x}, out Tensor<float> {name}Out);");
                return name + "Out";
            default:
                _statements.Add($"Tensor<float> {name}; try {{ {name} = {x}; }} finally {{ Console.WriteLine(); }}");
                return name;
        }
    }

    private void Sink(string x, string rows)
    {
        string name = Name("Sink");
        switch (Next(6))
        {
            case 0:
                _statements.Add($"iris.Predict({x});");
                break;
            case 1:
                _members.Add($"private static int {name}(Iris iris, Tensor<float> x) {{ Tensor<float> y = iris.Predict(x); return y.Rank; }}");
                _statements.Add($"{name}(iris, {x});");
                break;
            case 2:
                _statements.Add($"iris.ComputeLoss({x}, new int[{rows}]);");
                break;
            case 3:
                _statements.Add($"iris.Fit(new TensorDataset<float, int>({x}, new int[{rows}], batch: 4), epochs: 1);");
                break;
            case 4:
                _members.Add($"private sealed class {name}Runner(Iris iris, Tensor<float> x) {{ public void Go() {{ Console.WriteLine(iris.Predict(x).Rank); }} }}");
                _statements.Add($"new {name}Runner(iris, {x}).Go();");
                break;
            default:
                _statements.Add($"foreach (Tensor<float> batch in new[] {{ {x} }}) iris.Predict(batch);");
                break;
        }
    }
}
