using System.Threading.Tasks;
using ModelGen.Tests.Harness;
using Xunit;

namespace ModelGen.Analyzers.Tests.DataEdges;

/// <summary>Programs that are right, or that nobody can judge: nothing is said.</summary>
public class CalleeSilenceTests
{
    [Theory]
    // A method looks at what it gets.
    [InlineData("static void Score(Iris iris, Tensor<float> x) { if (x.Rank == 1) x = x.Unsqueeze(0); iris.Predict(x); } void Run(Iris iris) => Score(iris, Tensor.CreateFromShape<float>([4]));")]
    [InlineData("static void Score(Iris iris, Tensor<float> x) { if (x.Lengths[1] == 4) iris.Predict(x); else Console.WriteLine(); } void Run(Iris iris) => Score(iris, Tensor.CreateFromShape<float>([32, 5]));")]
    [InlineData("static void Score(Iris iris, Tensor<float> x, bool ours) { if (ours) iris.Predict(x); } void Run(Iris iris, bool b) => Score(iris, Tensor.CreateFromShape<float>([32, 5]), b);")]
    [InlineData("static void Score(Iris iris, Tensor<float> x, bool ours) { if (!ours) return; iris.Predict(x); } void Run(Iris iris) => Score(iris, Tensor.CreateFromShape<float>([32, 5]), false);")]
    [InlineData("static void Score(Iris iris, Tensor<float> x, string kind) { switch (kind) { case \"iris\": iris.Predict(x); break; } } void Run(Iris iris) => Score(iris, Tensor.CreateFromShape<float>([32, 5]), \"other\");")]
    [InlineData("static void Score(Iris iris, Tensor<float> x) { var n = x.Lengths[1]; if (n != 4) return; iris.Predict(x); } void Run(Iris iris) => Score(iris, Tensor.CreateFromShape<float>([32, 5]));")]
    [InlineData("static void Score(Iris iris, Tensor<float> x) { int n = Environment.ProcessorCount; bool fits = IsFor(iris, x); if (fits) iris.Predict(x); } static bool IsFor(Iris iris, Tensor<float> x) => x.Lengths[1] == iris.GetHashCode(); void Run(Iris iris) => Score(iris, Tensor.CreateFromShape<float>([32, 5]));")]
    // Whose code runs is not known.
    [InlineData("class Loader { public virtual Tensor<float> Load() => Tensor.CreateFromShape<float>([32, 5]); } class Other : Loader { public override Tensor<float> Load() => Tensor.CreateFromShape<float>([32, 4]); } void Run(Iris iris, Loader loader) => iris.Predict(loader.Load());")]
    [InlineData("class Loader { public virtual Tensor<float> Load() => Tensor.CreateFromShape<float>([32, 5]); } class Other : Loader { public override Tensor<float> Load() => Tensor.CreateFromShape<float>([32, 4]); } void Run(Iris iris) { Loader loader = new Other(); iris.Predict(loader.Load()); }")]
    [InlineData("interface ILoader { Tensor<float> Load(); } class One : ILoader { public Tensor<float> Load() => Tensor.CreateFromShape<float>([32, 5]); } void Run(Iris iris, ILoader loader) => iris.Predict(loader.Load());")]
    // It gives one or the other.
    [InlineData("static Tensor<float> Load(bool flat) { if (flat) return Tensor.CreateFromShape<float>([32, 5]); return Tensor.CreateFromShape<float>([32, 4]); } void Run(Iris iris, bool b) => iris.Predict(Load(b));")]
    [InlineData("static Tensor<float> Load(bool flat) { if (flat) return Tensor.CreateFromShape<float>([32, 5]); return Tensor.CreateFromShape<float>([32, 4]); } void Run(Iris iris) => iris.Predict(Load(false));")]
    [InlineData("static Tensor<float> Load(int k) => k == 0 ? Tensor.CreateFromShape<float>([32, 4]) : Load(k - 1); void Run(Iris iris, int n) => iris.Predict(Load(n));")]
    // Members that change.
    [InlineData("class Data { public Tensor<float> X { get; set; } = Tensor.CreateFromShape<float>([32, 5]); } void Run(Iris iris) { Data data = new(); data.X = Tensor.CreateFromShape<float>([32, 4]); iris.Predict(data.X); }")]
    [InlineData("class Data { public Tensor<float> X { get; set; } = Tensor.CreateFromShape<float>([32, 5]); } static void Fix(Data data) => data.X = Tensor.CreateFromShape<float>([32, 4]); void Run(Iris iris) { Data data = new(); Fix(data); iris.Predict(data.X); }")]
    [InlineData("class Data(int width) { public int Width { get; private set; } = width; public void Set() => Width = 4; } void Run(Iris iris) { Data data = new(5); data.Set(); iris.Predict(Tensor.CreateFromShape<float>([32, data.Width])); }")]
    [InlineData("class Data(int width) { public Tensor<float> X() { width = 4; return Tensor.CreateFromShape<float>([32, width]); } public Tensor<float> Y() => Tensor.CreateFromShape<float>([32, width]); } void Run(Iris iris) => iris.Predict(new Data(5).Y());")]
    [InlineData("record Pair(Tensor<float> X); void Run(Iris iris) { Pair pair = new(Tensor.CreateFromShape<float>([32, 5])); pair = pair with { X = Tensor.CreateFromShape<float>([32, 4]) }; iris.Predict(pair.X); }")]
    [InlineData("int _width = 5; void Set(int w) => _width = w; void Run(Iris iris) => iris.Predict(Tensor.CreateFromShape<float>([32, _width]));")]
    [InlineData("int _width; void Run(Iris iris) => iris.Predict(Tensor.CreateFromShape<float>([32, _width]));")]
    // Members that others may set, or override.
    [InlineData("public Tensor<float> X { get; set; } = Tensor.CreateFromShape<float>([32, 5]); void Run(Iris iris) => iris.Predict(X);")]
    [InlineData("public Tensor<float> X { get; init; } = Tensor.CreateFromShape<float>([32, 5]); void Run(Iris iris) => iris.Predict(X);")]
    [InlineData("public Tensor<float> X = Tensor.CreateFromShape<float>([32, 5]); void Run(Iris iris) => iris.Predict(X);")]
    [InlineData("protected virtual Tensor<float> X { get; } = Tensor.CreateFromShape<float>([32, 5]); void Run(Iris iris) => iris.Predict(X);")]
    [InlineData("protected virtual Tensor<float> X => Tensor.CreateFromShape<float>([32, 5]); void Run(Iris iris) => iris.Predict(X);")]
    // A name of the framework's on a method of one's own.
    [InlineData("static Tensor<float> GetResult(Tensor<float> x) => Tensor.CreateFromShape<float>([32, int.Parse(\"4\")]); void Run(Iris iris) => iris.Predict(GetResult(Tensor.CreateFromShape<float>([32, 5])));")]
    // Two objects of one type.
    [InlineData("class Data(int n) { public Tensor<float> X() => Tensor.CreateFromShape<float>([n, 4]); public int[] Y() => new int[n - 1]; } void Run(Iris iris, Data a, Data b) => iris.ComputeLoss(a.X(), b.Y());")]
    [InlineData("static (Tensor<float> X, int[] Y) Load(int n) => (Tensor.CreateFromShape<float>([n, 4]), new int[n - 1]); void Run(Iris iris) { var a = Load(int.Parse(\"3\")); var b = Load(int.Parse(\"4\")); iris.ComputeLoss(a.X, b.Y); }")]
    // Collections of this and that.
    [InlineData("void Run(Iris iris) { List<Tensor<float>> all = [Tensor.CreateFromShape<float>([32, 5])]; all.Add(Tensor.CreateFromShape<float>([32, 4])); iris.Predict(all[1]); }")]
    [InlineData("static void Fill(List<Tensor<float>> list) => list.Add(Tensor.CreateFromShape<float>([32, 4])); void Run(Iris iris) { List<Tensor<float>> all = [Tensor.CreateFromShape<float>([32, 5])]; Fill(all); iris.Predict(all[1]); }")]
    [InlineData("void Run(Iris iris) { List<Tensor<float>> all = [Tensor.CreateFromShape<float>([32, 5])]; var alias = all; alias.Add(Tensor.CreateFromShape<float>([32, 4])); iris.Predict(all[1]); }")]
    [InlineData("void Run(Iris iris) { var all = new Tensor<float>[2]; all[0] = Tensor.CreateFromShape<float>([32, 5]); Action set = () => all[1] = Tensor.CreateFromShape<float>([32, 4]); set(); iris.Predict(all[1]); }")]
    [InlineData("void Run(Iris iris) { foreach (var x in new[] { Tensor.CreateFromShape<float>([32, 5]), Tensor.CreateFromShape<float>([32, 4]) }.Where(x => x.Lengths[1] == 4)) iris.Predict(x); }")]
    [InlineData("void Run(Iris iris, int[] counts) { foreach (var x in counts.Select(n => (X: Tensor.CreateFromShape<float>([n, 4]), Y: new int[n]))) iris.ComputeLoss(x.X, x.Y); }")]
    [InlineData("private readonly List<Tensor<float>> _all = []; void Add(Tensor<float> x) => _all.Add(x); void First() => Add(Tensor.CreateFromShape<float>([1, 5])); void Run(Iris iris) => iris.Predict(_all[0]);")]
    [InlineData("void Run(Iris iris) { int[] ids = [0, 1, 7]; Change(ids); iris.ComputeLoss(Tensor.CreateFromShape<float>([3, 4]), ids); } static void Change(int[] ids) => ids[2] = 1;")]
    [InlineData("void Run(Iris iris, float[,] table) => iris.Predict(Tensor.CreateFromShape<float>([table.GetLength(0), 4]));")]
    // Elements that come and go elsewhere.
    [InlineData("void Run(Iris iris) { List<float> row = [1f, 2f, 3f]; var alias = row; alias.Add(4f); iris.Predict(Tensor.Create(row.ToArray(), [1, row.Count])); }")]
    [InlineData("void Run(Iris iris) { List<float> row = new(); Action more = () => row.Add(1f); more(); more(); more(); more(); iris.Predict(Tensor.Create(row.ToArray(), [1, row.Count])); }")]
    [InlineData("class Data { public List<float> Row { get; } = new(); } void Run(Iris iris) { Data data = new(); for (int i = 0; i < 4; i++) data.Row.Add(i); iris.Predict(Tensor.Create(data.Row.ToArray(), [1, data.Row.Count])); }")]
    [InlineData("void Run(Iris iris) { List<float> row = new(); for (int i = 0; i < 4; i++) row.Add(i); if (row.Count != 4) throw new InvalidOperationException(); iris.Predict(Tensor.Create(row.ToArray(), [1, row.Count])); }")]
    [InlineData("void Run(Iris iris) { List<float> row = new(); row.Add(1f); row.Add(2f); Action see = () => iris.Predict(Tensor.Create(row.ToArray(), [1, row.Count])); row.Add(3f); row.Add(4f); see(); }")]
    [InlineData("void Run(Iris iris) { List<float>[] rows = [new(), new()]; for (int i = 0; i < 4; i++) rows[0].Add(i); iris.Predict(Tensor.Create(rows[0].ToArray(), [1, rows[0].Count])); }")]
    [InlineData("void Run(Iris iris) { (List<float> Row, int N) all = (new(), 1); for (int i = 0; i < 4; i++) all.Row.Add(i); iris.Predict(Tensor.Create(all.Row.ToArray(), [1, all.Row.Count])); }")]
    [InlineData("void Run(Iris iris) { List<Tensor<float>> all = new(); all.Add(Tensor.CreateFromShape<float>([8, 5])); all.Add(Tensor.CreateFromShape<float>([8, 4])); all.RemoveAt(0); iris.Predict(all[0]); }")]
    [InlineData("void Run(Iris iris) { List<Tensor<float>> all = new(); all.Add(Tensor.CreateFromShape<float>([8, 5])); all.Insert(0, Tensor.CreateFromShape<float>([8, 4])); iris.Predict(all[0]); }")]
    [InlineData("void Run(Iris iris) { Stack<Tensor<float>> all = new(); all.Push(Tensor.CreateFromShape<float>([8, 5])); all.Pop(); all.Push(Tensor.CreateFromShape<float>([8, 4])); iris.Predict(all.Peek()); }")]
    [InlineData("static void Fill(System.Threading.Channels.ChannelWriter<Tensor<float>> writer) => writer.TryWrite(Tensor.CreateFromShape<float>([8, 4])); async System.Threading.Tasks.Task Run(Iris iris) { var all = System.Threading.Channels.Channel.CreateUnbounded<Tensor<float>>(); all.Writer.TryWrite(Tensor.CreateFromShape<float>([8, 5])); await all.Reader.ReadAsync(); Fill(all.Writer); iris.Predict(await all.Reader.ReadAsync()); }")]
    [InlineData("event Action<Tensor<float>>? Loaded; void Listen(Iris iris) { Loaded += On; Loaded -= On; void On(Tensor<float> x) => iris.Predict(x); } void Run() => Loaded?.Invoke(Tensor.CreateFromShape<float>([8, 5]));")]
    // A test that wants the exception.
    [InlineData("static class Assert { public static void Throws<T>(Action action) { } } void Run(Iris iris) { Assert.Throws<ArgumentException>(() => iris.Predict(Tensor.CreateFromShape<float>([32, 5]))); Assert.Throws<ArgumentException>(() => { iris.Predict(Load()); }); } static Tensor<float> Load() => Tensor.CreateFromShape<float>([32, 5]);")]
    // An object that is still being made.
    [InlineData("class Loop { private Tensor<float> _x; public Loop(Iris iris) { _x = Tensor.CreateFromShape<float>([32, 5]); Action run = () => iris.Predict(_x); _x = Tensor.CreateFromShape<float>([32, 4]); run(); } } void Run(Iris iris) => new Loop(iris);")]
    // Named sizes that meet again.
    [InlineData("void Run(Iris iris, int rows, int held) { int n = rows - held; iris.ComputeLoss(Tensor.CreateFromShape<float>([n, 4]), new int[rows - held]); iris.ComputeLoss(Tensor.CreateFromShape<float>([rows / 2, 4]), new int[rows / 2]); iris.ComputeLoss(Tensor.CreateFromShape<float>([rows * held, 4]), new int[held * rows]); }")]
    public Task NothingIsSaid(string members) => Expected.Verify(Source(members));

    /// <summary>A class with these members, beside a model.</summary>
    internal static string Source(string members) =>
        $$"""
        using System; using System.Collections.Generic; using System.Linq; using System.Numerics.Tensors; using ModelGen.Data; using ModelGen.Training; using ModelGen.Evaluation;
        [Model, Input(4), Linear(16), Relu, Linear(3), Loss(Loss.CrossEntropy)] public partial class Iris;
        public class User
        {
            {{members}}
        }
        """;
}
