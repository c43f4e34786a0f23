using System.Threading.Tasks;
using ModelGen.Tests.Harness;
using Xunit;

namespace ModelGen.Analyzers.Tests.DataEdges;

/// <summary>Fields hold what all places give them that do; where one of these is not known, or they do not agree, nothing is.</summary>
public class FieldTests
{
    private const string Wrong = "'input' of Iris.Predict is [32, 5], expected [B, 4]: axis 1 must be 4, not 5";

    [Theory]
    [InlineData("private readonly Tensor<float> _x = {|#1:Tensor.CreateFromShape<float>([32, 5])|};", "_x")]
    [InlineData("private static readonly Tensor<float> s_x = {|#1:Tensor.CreateFromShape<float>([32, 5])|};", "s_x")]
    [InlineData("private static readonly int s_width = 5, s_batch = 4 * 8; private readonly Tensor<float> _x = {|#1:Tensor.CreateFromShape<float>([s_batch, s_width])|};", "this._x")]
    [InlineData("private Tensor<float> _x = {|#1:Tensor.CreateFromShape<float>([32, 5])|};", "_x")]
    [InlineData("private readonly Tensor<float> _x; public User() => _x = {|#1:Tensor.CreateFromShape<float>([32, 5])|};", "_x")]
    [InlineData("private readonly Tensor<float> _x = {|#1:Tensor.CreateFromShape<float>([32, 5])|}; public User() { Console.WriteLine(); } public User(int n) { }", "new User(1)._x")]
    [InlineData("private readonly Tensor<float> _x = {|#1:Tensor.CreateFromShape<float>([32, 5])|}; void Change() => _x[0, 0] = 1;", "_x")]
    [InlineData("internal readonly Tensor<float> X = {|#1:Tensor.CreateFromShape<float>([32, 5])|}; private sealed class Inner { public User User = new(); public int Other => 3; public Inner(int X) { } }", "new Inner(2).User.X")]
    public Task AFieldThatNeverChanges(string members, string x) =>
        Expected.Verify(Source(members, $"iris.Predict({{|#0:{x}|}});"), new Expected("MGEN4001", 0, Wrong, 1));

    [Fact]
    public Task ItsLength() => Expected.Verify(
        Source(
            "private static readonly float[] s_data = {|#2:new float[160]|}; private readonly int[] _ids = [1, 2, 3];",
            "iris.Predict({|#0:Tensor.Create(s_data, [s_data.Length / 5, 5])|}); Tensor.Create(s_data, {|#1:[_ids.Length, 60]|});"),
        new Expected("MGEN4001", 0, Wrong),
        new Expected("MGEN4005", 1, "Tensor.Create gets 160 values for the shape [3, 60], which has 180: give 180 values, not 160", 2));

    [Theory]
    [InlineData("private Tensor<float> _x = Tensor.CreateFromShape<float>([32, 5]); public void Other() => _x = Tensor.CreateFromShape<float>([32, 4]);")]
    [InlineData("internal Tensor<float> _x = Tensor.CreateFromShape<float>([32, 5]); } class Other { void Change(User user) => user._x = Tensor.CreateFromShape<float>([32, 4]);")]
    [InlineData("private readonly Tensor<float> _x = Tensor.CreateFromShape<float>([32, 5]); public User() { _x = Tensor.CreateFromShape<float>([32, 4]); }")]
    [InlineData("private readonly Tensor<float> _x = Tensor.CreateFromShape<float>([32, 5]); public User(int width) => Make(out _x); static void Make(out Tensor<float> x) => x = Tensor.CreateFromShape<float>([32, 4]);")]
    [InlineData("private static readonly Tensor<float> _x = Tensor.CreateFromShape<float>([32, 5]); static User() => _x = Tensor.CreateFromShape<float>([32, 4]);")]
    [InlineData("private readonly Tensor<float> _x = Tensor.CreateFromShape<float>([32, 5]); public int Width { init => _x = Tensor.CreateFromShape<float>([32, value]); }")]
    [InlineData("private readonly Tensor<float> _x; public User() => _x = Tensor.CreateFromShape<float>([32, 4]);")]
    [InlineData("private static Tensor<float> _x => Tensor.CreateFromShape<float>([32, s_y]); private static readonly int s_x = s_y + 1, s_y = s_x;")]
    [InlineData("private readonly Tensor<float> _x = Environment.ProcessorCount > 2 ? Tensor.CreateFromShape<float>([32, 5]) : Tensor.CreateFromShape<float>([32, 4]);")]
    public Task AFieldThatMayHoldAnother(string members) => Expected.Verify(Source(members, "iris.Predict(_x);"));

    [Fact]
    public Task ElementsMayHaveBeenWritten() => Expected.Verify(Source(
        "private readonly int[] _labels = [0, 1, 7];", "iris.ComputeGradients(Tensor.CreateFromShape<float>([3, 4]), Tensor.Create(_labels, [3]));"));

    private static string Source(string members, string statements) =>
        $$"""
        using System; using System.Numerics.Tensors;
        [Model, Input(4), Linear(16), Relu, Linear(3), Loss(Loss.CrossEntropy)] public partial class Iris;
        public class User
        {
            {{members}}
            public void Run(Iris iris) { {{statements}} }
        }
        """;
}
