using System.Collections.Immutable;
using System.Linq;
using System.Threading.Tasks;
using Microsoft.CodeAnalysis;
using ModelGen.Tests.Harness;
using Xunit;

namespace ModelGen.Analyzers.Tests.DataEdges;

/// <summary>All that hands data on: one fault is found with five features, none with four.</summary>
public class CarrierTests
{
    [Theory]
    // Objects in objects, base classes, structs, generics.
    [InlineData("class Inner(int width) { public int Width { get; } = width; } class Outer { public Inner Inner { get; } = new(WIDTH); } void Run(Iris iris) { Outer outer = new(); iris.Predict(Tensor.CreateFromShape<float>([32, outer.Inner.Width])); }")]
    [InlineData("class Base(Tensor<float> x) { public Tensor<float> X { get; } = x; } class Data() : Base(Tensor.CreateFromShape<float>([32, WIDTH])); void Run(Iris iris) => iris.Predict(new Data().X);")]
    [InlineData("class Base { protected Tensor<float> _x = Tensor.CreateFromShape<float>([32, WIDTH]); } class Data : Base { public void Go(Iris iris) => iris.Predict(_x); } void Run(Iris iris) => new Data().Go(iris);")]
    [InlineData("struct Data { public Tensor<float> X; public int[] Y; } void Run(Iris iris) { Data data = new() { X = Tensor.CreateFromShape<float>([32, WIDTH]), Y = new int[32] }; iris.ComputeLoss(data.X, data.Y); }")]
    [InlineData("class Holder<T>(T value) { public T Value { get; } = value; } void Run(Iris iris) { Holder<Tensor<float>> holder = new(Tensor.CreateFromShape<float>([32, WIDTH])); iris.Predict(holder.Value); }")]
    [InlineData("class Data { private readonly int _width; public Data(int width) => _width = width; public Data() : this(WIDTH) { } public Tensor<float> Load() => Tensor.CreateFromShape<float>([8, _width]); } void Run(Iris iris) => iris.Predict(new Data().Load());")]
    [InlineData("class Data { private Tensor<float> _x = Tensor.CreateFromShape<float>([32, WIDTH]); public Tensor<float> X { get { return _x; } } } void Run(Iris iris) => iris.Predict(new Data().X);")]
    [InlineData("static class Settings { public static int Width { get; } = WIDTH; public const int Rows = 8 * 4; } void Run(Iris iris) => iris.Predict(Tensor.CreateFromShape<float>([Settings.Rows, Settings.Width]));")]
    [InlineData("class Data { public Tensor<float> X { get; private set; } = null!; public void Load() { X = Tensor.CreateFromShape<float>([32, WIDTH]); } } void Run(Iris iris) { Data data = new(); data.Load(); iris.Predict(data.X); }")]
    [InlineData("class Data { public Tensor<float> X { get; set; } = null!; } void Run(Iris iris) { var data = new Data(); data.X = Tensor.CreateFromShape<float>([32, WIDTH]); iris.Predict(data.X); }")]
    [InlineData("record Sizes(int Rows, int Width) { public int Count => Rows * Width; } void Run(Iris iris) { Sizes sizes = new(32, WIDTH); iris.Predict(Tensor.Create(new float[sizes.Count], [sizes.Rows, sizes.Width])); }")]
    [InlineData("record Batch(Tensor<float> X) { public Batch Wider() => this with { X = Tensor.CreateFromShape<float>([32, WIDTH]) }; } void Run(Iris iris) { Batch batch = new(Tensor.CreateFromShape<float>([32, 4])); iris.Predict(batch.Wider().X); }")]
    [InlineData("class Data { public Tensor<float> X; public Data(Tensor<float> x) { X = x; } public void Deconstruct(out Tensor<float> x, out int n) { x = X; n = 3; } } void Run(Iris iris) { var (x, n) = new Data(Tensor.CreateFromShape<float>([32, WIDTH])); iris.Predict(x); }")]
    [InlineData("interface ILoad { Tensor<float> Load(); } class Load : ILoad { public Tensor<float> Load() => Tensor.CreateFromShape<float>([32, WIDTH]); } void Run(Iris iris) { ILoad load = new Load(); iris.Predict(load.Load()); }", "class Load", "class Loader", "new Load()", "new Loader()")]
    // Methods.
    [InlineData("Tensor<float> Load(string kind) => kind switch { \"a\" => Tensor.CreateFromShape<float>([32, WIDTH]), _ => Tensor.CreateFromShape<float>([16, WIDTH]) }; void Run(Iris iris, string kind) => iris.Predict(Load(kind));")]
    [InlineData("static void Fill(ref Tensor<float> x) { x = Tensor.CreateFromShape<float>([32, WIDTH]); } static bool Try(out Tensor<float> x) { x = Tensor.CreateFromShape<float>([32, WIDTH]); return true; } void Run(Iris iris) { if (Try(out var x)) iris.Predict(x); }")]
    [InlineData("static Tensor<float> Load(int rows, int width = WIDTH) => Tensor.CreateFromShape<float>([rows, width]); void Run(Iris iris) => iris.Predict(Load(rows: 8));")]
    [InlineData("static Tensor<float> Stack(params float[][] rows) => Tensor.CreateFromShape<float>([rows.Length, rows[0].Length]); void Run(Iris iris) => iris.Predict(Stack(new float[WIDTH], new float[WIDTH]));")]
    [InlineData("static float[] Row() => new float[WIDTH]; void Run(Iris iris) { float[] row = Row(); iris.Predict(Tensor.Create(row, [1, row.Length])); }")]
    [InlineData("static Tensor<float> Load() { Tensor<float> x; try { x = Tensor.CreateFromShape<float>([32, WIDTH]); } catch (Exception) { throw; } return x; } void Run(Iris iris) => iris.Predict(Load());")]
    [InlineData("static Tensor<float> Load() { using var stream = new System.IO.MemoryStream(); while (true) { if (stream.Length == 0) return Tensor.CreateFromShape<float>([32, WIDTH]); } } void Run(Iris iris) => iris.Predict(Load());")]
    [InlineData("static float[,] Table() => new float[32, WIDTH]; void Run(Iris iris) { float[,] table = Table(); iris.Predict(Tensor.CreateFromShape<float>([table.GetLength(0), table.GetLength(1)])); }")]
    [InlineData("void Run(Iris iris) { Tensor<float> Local(int w) { int rows = 8; return Tensor.CreateFromShape<float>([rows, w]); } iris.Predict(Local(WIDTH)); }")]
    [InlineData("void Run(Iris iris) { Tensor<float> x = Tensor.CreateFromShape<float>([32, WIDTH]); Tensor<float> y = Tensor.CreateFromShape<float>([(int)x.Lengths[0], (int)x.Lengths[1]]); iris.Predict(y); }")]
    // Collections, LINQ, lambdas, tasks.
    [InlineData("static List<(Tensor<float> X, int[] Y)> Load() { List<(Tensor<float> X, int[] Y)> all = new(); for (int i = 0; i < 3; i++) all.Add((Tensor.CreateFromShape<float>([8, WIDTH]), new int[8])); return all; } void Run(Iris iris) { foreach (var (x, y) in Load()) iris.ComputeGradients(x, y); }")]
    [InlineData("record Batch(Tensor<float> X, int[] Y); static IEnumerable<Batch> Load() { for (int i = 0; i < 3; i++) yield return new Batch(Tensor.CreateFromShape<float>([8, WIDTH]), new int[8]); } void Run(Iris iris) { foreach (Batch batch in Load()) iris.ComputeGradients(batch.X, batch.Y); }")]
    [InlineData("private readonly List<Tensor<float>> _all = []; void Load() { _all.Add(Tensor.CreateFromShape<float>([8, WIDTH])); } void Run(Iris iris) { foreach (var x in _all) iris.Predict(x); }")]
    [InlineData("private readonly Dictionary<string, Tensor<float>> _all = new() { [\"a\"] = Tensor.CreateFromShape<float>([8, WIDTH]) }; void Run(Iris iris) { foreach (var pair in _all) iris.Predict(pair.Value); }")]
    [InlineData("void Run(Iris iris, string[] files) { Tensor<float>[] all = files.Where(f => f.Length > 3).Select(f => Load(f)).ToArray(); for (int i = 0; i < all.Length; i++) iris.Predict(all[i]); } static Tensor<float> Load(string file) => Tensor.CreateFromShape<float>([8, WIDTH]);")]
    [InlineData("void Run(Iris iris) { float[][] rows = Enumerable.Range(0, 8).Select(_ => new float[WIDTH]).ToArray(); float[] flat = rows.SelectMany(row => row).ToArray(); iris.Predict(Tensor.Create(flat, [rows.Length, WIDTH])); }")]
    [InlineData("void Run(Iris iris) { foreach (float[] chunk in new float[WIDTH * 8].Chunk(WIDTH)) iris.Predict(Tensor.Create(chunk, [1, chunk.Length])); }")]
    [InlineData("private readonly Func<int, Tensor<float>> _make = rows => Tensor.CreateFromShape<float>([rows, WIDTH]); void Run(Iris iris) => iris.Predict(_make(8));")]
    [InlineData("static Tensor<float> Apply(Func<Tensor<float>, Tensor<float>> f, Tensor<float> x) => f(x); void Run(Iris iris) => iris.Predict(Apply(x => x, Tensor.CreateFromShape<float>([8, WIDTH])));")]
    [InlineData("static Tensor<float> Load() => Tensor.CreateFromShape<float>([8, WIDTH]); void Run(Iris iris) { Func<Tensor<float>> load = Load; iris.Predict(load()); }")]
    [InlineData("static async System.Threading.Tasks.Task<(Tensor<float> X, int[] Y)> LoadAsync() { await System.Threading.Tasks.Task.Yield(); return (Tensor.CreateFromShape<float>([8, WIDTH]), new int[8]); } async System.Threading.Tasks.Task Run(Iris iris) { var (x, y) = await LoadAsync().ConfigureAwait(false); iris.ComputeLoss(x, y); }")]
    [InlineData("static System.Threading.Tasks.Task<Tensor<float>> Load() => System.Threading.Tasks.Task.Run(() => Tensor.CreateFromShape<float>([8, WIDTH])); async System.Threading.Tasks.Task Run(Iris iris) { Tensor<float>[] all = await System.Threading.Tasks.Task.WhenAll(Load(), Load()); iris.Predict(all[0]); }")]
    [InlineData("void Run(Iris iris) { (int Rows, int Width) size = (8, WIDTH); size.Rows = 16; iris.Predict(Tensor.CreateFromShape<float>([size.Rows, size.Width])); }")]
    [InlineData("void Run(Iris iris) { int rows = 8, width = WIDTH; (rows, width) = (16, width); iris.Predict(Tensor.CreateFromShape<float>([rows, width])); }")]
    [InlineData("void Run(Iris iris) { var item = new { X = Tensor.CreateFromShape<float>([8, WIDTH]), Name = \"a\" }; iris.Predict(item.X); }")]
    [InlineData("private static readonly Lazy<Tensor<float>> s_x = new(() => Tensor.CreateFromShape<float>([8, WIDTH])); void Run(Iris iris) => iris.Predict(s_x.Value);")]
    // Channels and events.
    [InlineData("private readonly System.Threading.Channels.Channel<Tensor<float>> _all = System.Threading.Channels.Channel.CreateUnbounded<Tensor<float>>(); void Load() { _all.Writer.TryWrite(Tensor.CreateFromShape<float>([8, WIDTH])); } async System.Threading.Tasks.Task Run(Iris iris) { await foreach (Tensor<float> x in _all.Reader.ReadAllAsync()) iris.Predict(x); }")]
    [InlineData("async System.Threading.Tasks.Task Run(Iris iris) { var all = System.Threading.Channels.Channel.CreateBounded<Tensor<float>>(4); await all.Writer.WriteAsync(Tensor.CreateFromShape<float>([8, WIDTH])); if (all.Reader.TryRead(out Tensor<float>? x)) iris.Predict(x); iris.Predict(Tensor.CreateFromShape<float>([8, 4])); }")]
    [InlineData("event Action<Tensor<float>>? Loaded; void Listen(Iris iris) => Loaded += x => iris.Predict(x); void Run() => Loaded?.Invoke(Tensor.CreateFromShape<float>([8, WIDTH]));")]
    [InlineData("class Source { public event Action<Tensor<float>>? Loaded; public void Load() => Loaded?.Invoke(Tensor.CreateFromShape<float>([8, WIDTH])); } class Sink { private readonly Iris _iris = new(); public Sink(Source source) => source.Loaded += Take; private void Take(Tensor<float> x) => _iris.Predict(x); }")]
    // Lists that grow, by their number.
    [InlineData("void Run(Iris iris) { List<float> row = new(new float[WIDTH - 1]); row.Add(1f); iris.Predict(Tensor.Create(row.ToArray(), [1, row.Count])); }")]
    [InlineData("void Run(Iris iris) { List<float> row = []; row.AddRange(new float[WIDTH - 2]); row.Add(1f); row.Add(2f); iris.Predict(Tensor.Create(row.ToArray(), [1, row.Count])); }")]
    public async Task IsFollowed(string members, params string[] renamed)
    {
        for (int i = 0; i < renamed.Length; i += 2)
        {
            members = members.Replace(renamed[i], renamed[i + 1]);
        }

        Assert.Empty(await Found(members.Replace("WIDTH", "4")));
        ImmutableArray<Diagnostic> found = await Found(members.Replace("WIDTH", "5"));
        Assert.True(found.Length == 1 && found[0].Id == "MGEN4001", $"{found.Length} faults are found: {string.Join(", ", found.Select(diagnostic => diagnostic.GetMessage(System.Globalization.CultureInfo.InvariantCulture)))}");
    }

    private static Task<ImmutableArray<Diagnostic>> Found(string members) => AnalyzerRun.OfWhatCompiles(UserProject.Compile("using ModelGen;\n" + CalleeSilenceTests.Source(members)));
}
