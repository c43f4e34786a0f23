using System;

namespace ModelGen.Analyzers.Tests.DataEdges;

/// <content>What programs do besides: other types of members, loops, asynchronous code, code of another project, and shapes that are corrected on the way.</content>
internal sealed partial class RandomPipelines
{
    /// <summary>Sources of another project, which says of its methods what their attributes say.</summary>
    public const string Library =
        """
        using System; using System.Collections.Generic; using System.Numerics.Tensors; using System.Threading.Tasks; using ModelGen;
        namespace Shared;
        public static class Files
        {
            public static Tensor<float> Load(int rows, int width) => Tensor.CreateFromShape<float>([rows, width]);
            [return: Shape("N, 4")]
            public static Tensor<float> Rows(int rows) => Tensor.CreateFromShape<float>([rows, 4]);
            public static async Task<Tensor<float>> LoadAsync(int rows, int width) { await Task.Yield(); return Load(rows, width); }
            public static void Fill(ICollection<Tensor<float>> all, Tensor<float> x) { all.Clear(); all.Add(x); }
            public static Tensor<float> Narrow([Shape("B, F")] Tensor<float> x) => x;
        }
        public record Set(Tensor<float> X, int Count) { public Tensor<float> Y { get; set; } = X; }
        public abstract class Source { public abstract Tensor<float> Next(); public virtual Tensor<float> First() => Next(); }
        public class Cell<T> { public T? Value { get; set; } public event Action<T>? Changed; public void Set(T value) { Value = value; Changed?.Invoke(value); } }
        """;

    /// <summary>Whether nothing stands between source and model of which a compiler knows no shape.</summary>
    public bool IsFollowed { get; private set; } = true;

    private string Unfollowed(string x)
    {
        IsFollowed = false;
        return x;
    }

    private string CarriedElsewhere(string x)
    {
        string name = Name("more");
        switch (Next(34))
        {
            case 0:
                _statements.Add($"List<Tensor<float>> {name} = []; {name}.Add({x}); {name}.Add({name}[0]); if ({name}.Count != 2) throw new InvalidOperationException();");
                return $"{name}[{name}.Count - 1]";
            case 1:
                _statements.Add($"List<Tensor<float>> {name} = []; Action {name}Add = () => {name}.Add({x}); {name}Add(); {name}Add();");
                return Unfollowed($"{name}[{name}.Count - 1]");
            case 2:
                _statements.Add($"Tensor<float> {name} = Tensor.CreateFromShape<float>([1, 9]); Console.WriteLine({name}.Rank); {name} = {x};");
                return name;
            case 3:
                _members.Add($"private sealed class {name}Data {{ public Tensor<float> X {{ get; set; }} = Tensor.CreateFromShape<float>([1, 9]); }}");
                _statements.Add($"{name}Data {name} = new(); {name}.X = {x};");
                return $"{name}.X";
            case 4:
                _statements.Add($"Tensor<float> {name} = {x}; if ({name}.Lengths[1] != 4) {{ {name} = Tensor.CreateFromShape<float>([{name}.Lengths[0], 4]); }}");
                return Unfollowed(name);
            case 5:
                _members.Add($"private static Tensor<float> {name}(Tensor<float> x, string kind) => kind switch {{ \"a\" => x, \"b\" => Tensor.Add(x, 1f), _ => x }};");
                return $"{name}({x}, \"b\")";
            case 6:
                _statements.Add($"Tensor<float> {name} = {x}; Tensor<float>[] {name}All = (from i in Enumerable.Range(0, 3) where i > 0 select {name}).ToArray();");
                return $"{name}All[1]";
            case 7:
                _members.Add($"private static async Task<Tensor<float>> {name}(Tensor<float> x) {{ await Task.Delay(1); return x; }}");
                return $"{name}({x}).GetAwaiter().GetResult()";
            case 8:
                _members.Add($"private static async IAsyncEnumerable<Tensor<float>> {name}(Tensor<float> x) {{ for (int i = 0; i < 2; i++) {{ await Task.Yield(); yield return x; }} }}");
                _members.Add($"private static async Task<Tensor<float>> {name}Last(Tensor<float> x) {{ Tensor<float> last = x; await foreach (Tensor<float> y in {name}(x)) {{ last = y; }} return last; }}");
                return Unfollowed($"{name}Last({x}).Result");
            case 9:
                _members.Add($"private readonly System.Threading.Channels.Channel<Tensor<float>> {name} = System.Threading.Channels.Channel.CreateUnbounded<Tensor<float>>();");
                _statements.Add($"{name}.Writer.TryWrite({x});");
                return Unfollowed($"{name}.Reader.ReadAsync().AsTask().Result");
            case 10:
                _members.Add($"private event Action<Tensor<float>>? {name}; private Tensor<float>? {name}Seen; private void {name}On(Tensor<float> x) => {name}Seen = x;");
                _statements.Add($"{name} += {name}On; {name}?.Invoke({x});");
                return Unfollowed($"{name}Seen!");
            case 11:
                _statements.Add($"Lazy<Tensor<float>> {name} = new(() => {x});");
                return $"{name}.Value";
            case 12:
                _members.Add($"private interface I{name} {{ Tensor<float> Get(); }} private sealed class {name}One(Tensor<float> x) : I{name} {{ public Tensor<float> Get() => x; }} private sealed class {name}Two : I{name} {{ public Tensor<float> Get() => Tensor.CreateFromShape<float>([1, 9]); }}");
                _statements.Add($"I{name} {name} = new {name}One({x});");
                return $"{name}.Get()";
            case 13:
                _members.Add($"private abstract class {name}Base {{ public virtual Tensor<float> Get() => Tensor.CreateFromShape<float>([1, 9]); }} private sealed class {name}Own(Tensor<float> x) : {name}Base {{ public override Tensor<float> Get() => x; }}");
                _statements.Add($"{name}Base {name} = new {name}Own({x});");
                return $"{name}.Get()";
            case 14:
                _members.Add($"private readonly record struct {name}Pair(Tensor<float> X, int N);");
                _statements.Add($"var ({name}, {name}N) = new {name}Pair({x}, 3);");
                return name;
            case 15:
                _members.Add($"private sealed class {name}Data(Tensor<float> x) {{ public Tensor<float> this[int i] => x; public static implicit operator {name}Data(Tensor<float> x) => new(x); }}");
                _statements.Add($"{name}Data {name} = {x};");
                return $"{name}[0]";
            case 16:
                _statements.Add($"Tensor<float> {name}Held = {x}; Tensor<float> {name}() {{ return {name}Held; }}");
                return $"{name}()";
            case 17:
                return $"Tensor.Transpose(Tensor.Transpose({x}))";
            case 18:
                return $"{x}.Unsqueeze(0).SqueezeDimension(0)";
            case 19:
                _members.Add($"private static void {name}(in Tensor<float> x, ref Tensor<float> y) => y = x;");
                _statements.Add($"Tensor<float> {name}In = {x}, {name}Out = Tensor.CreateFromShape<float>([1, 9]); {name}(in {name}In, ref {name}Out);");
                return $"{name}Out";
            case 20:
                _members.Add($"private static Tensor<float> {name}(int a = 1, Tensor<float>? x = null, params int[] more) => x ?? Tensor.CreateFromShape<float>([a, 4]);");
                return Unfollowed($"{name}(x: {x})"); // null or not, who knows
            case 21:
                _statements.Add($"Tensor<float>? {name} = null; foreach (string part in new[] {{ \"a\", \"b\" }}) {{ if (part == \"b\") break; {name} = {x}; }}");
                return Unfollowed($"{name}!");
            case 22:
                _statements.Add($"Queue<(Tensor<float> X, int N)> {name} = new(); {name}.Enqueue(({x}, 1)); {name}.Enqueue({name}.Peek());");
                return $"{name}.Dequeue().X";
            case 23:
                _statements.Add($"Dictionary<string, List<Tensor<float>>> {name} = new() {{ [\"a\"] = [] }}; {name}[\"a\"].Add({x}); if ({name}[\"a\"].Count > 1) throw new InvalidOperationException();");
                return Unfollowed($"{name}[\"a\"][0]");
            case 24:
                _statements.Add($"Shared.Set {name} = new({x}, 3); {name}.Y = {name}.X;");
                return Unfollowed($"{name}.Y");
            case 25:
                _members.Add($"private sealed class {name}Source(Tensor<float> x) : Shared.Source {{ public override Tensor<float> Next() => x; }}");
                return Unfollowed($"new {name}Source({x}).First()");
            case 26:
                _statements.Add($"Shared.Cell<Tensor<float>> {name} = new(); {name}.Changed += y => Console.WriteLine(y.Rank); {name}.Set({x});");
                return Unfollowed($"{name}.Value!");
            case 27:
                _statements.Add($"List<Tensor<float>> {name} = [Tensor.CreateFromShape<float>([1, 9])]; Shared.Files.Fill({name}, {x});");
                return Unfollowed($"{name}[0]");
            case 28:
                _statements.Add($"Tensor<float>[] {name} = new Tensor<float>[2]; for (int i = 0; i < {name}.Length; i++) {{ {name}[i] = {x}; }}");
                return $"{name}[^1]";
            case 29:
                _statements.Add($"Tensor<float> {name}; try {{ {name} = {x}; }} catch (IOException) {{ throw; }}");
                return name;
            case 30:
                _members.Add($"private static Tensor<float> {name}<T>(IEnumerable<T> items, Func<T, Tensor<float>> get) => items.Select(get).First();");
                return $"{name}(new[] {{ {x} }}, y => y)";
            case 31:
                _members.Add($"private static class {name} {{ public static Tensor<float>? X; static {name}() {{ }} public static Tensor<float> Or(Tensor<float> y) => X ?? y; }}");
                return Unfollowed($"{name}.Or({x})");
            case 32:
                _statements.Add($"object {name} = {x}; if ({name} is not Tensor<float> {name}Typed) return;");
                return $"{name}Typed";
            default:
                _statements.Add($"Stack<Tensor<float>> {name} = new(); {name}.Push(Tensor.CreateFromShape<float>([1, 9])); {name}.Clear(); {name}.Push({x});");
                return Unfollowed($"{name}.Pop()");
        }
    }
}
