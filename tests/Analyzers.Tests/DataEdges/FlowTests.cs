using System.Threading.Tasks;
using ModelGen.Tests.Harness;
using Xunit;

namespace ModelGen.Analyzers.Tests.DataEdges;

/// <summary>Shapes through locals: what is certain is reported, at the call, with the place where the shape was given; what is not is not.</summary>
public class FlowTests
{
    private const string Wrong = "'input' of Iris.Predict is [32, 5], expected [B, 4]: axis 1 must be 4, not 5";

    [Fact]
    public Task ALocal() => Program.Verify(
        """
        Tensor<float> x = {|#1:Tensor.CreateFromShape<float>([32, 5])|};
        iris.Predict({|#0:x|});
        """,
        new Expected("MGEN4001", 0, Wrong, 1));

    [Fact]
    public Task Constants() => Program.Verify(
        """
        const int batch = 32;
        const int features = 4 + 1;
        nint[] lengths = [batch, features];
        iris.Predict({|#0:new(data, lengths)|});
        """,
        new Expected("MGEN4001", 0, Wrong));

    [Fact]
    public Task AssignedAgain() => Program.Verify(
        """
        Tensor<float> x = Tensor.CreateFromShape<float>([32, 5]);
        x = Tensor.CreateFromShape<float>([32, 4]);
        iris.Predict(x);
        x = {|#1:Tensor.CreateFromShape<float>([32, 5])|};
        iris.Predict({|#0:x|});
        """,
        new Expected("MGEN4001", 0, Wrong, 1));

    [Fact]
    public Task WhatBranchesAgreeOn() => Program.Verify(
        """
        Tensor<float> x;
        if (flag) x = Tensor.CreateFromShape<float>([32, 5]);
        else x = Tensor.CreateFromShape<float>([16, 5]);
        iris.Predict({|#0:x|});
        Tensor<float> y = flag ? Tensor.CreateFromShape<float>([32, 5]) : Tensor.CreateFromShape<float>([8, 5]);
        iris.Predict({|#1:y|});
        Tensor<float> z;
        z = n switch { 1 => Tensor.CreateFromShape<float>([32, 5]), _ => {|#2:Tensor.CreateFromShape<float>([32, 5])|} };
        iris.Predict({|#3:z|});
        """,
        new Expected("MGEN4001", 0, Wrong.Replace("[32", "[?")),
        new Expected("MGEN4001", 1, Wrong.Replace("[32", "[?")),
        new Expected("MGEN4001", 3, Wrong));

    [Fact]
    public Task WhatBranchesDoNotAgreeOn() => Program.Verify(
        """
        Tensor<float> x = flag ? Tensor.CreateFromShape<float>([32, 5]) : Tensor.CreateFromShape<float>([32, 4]);
        iris.Predict(x);
        Tensor<float> y = Tensor.CreateFromShape<float>([32, 5]);
        if (flag) y = Tensor.CreateFromShape<float>([32, 4]);
        iris.Predict(y);
        if (n > 3) { y = Tensor.CreateFromShape<float>([5]); }
        iris.Predict(y);
        """);

    [Fact]
    public Task Loops() => Program.Verify(
        """
        Tensor<float> grows = Tensor.CreateFromShape<float>([4]);
        while (grows.Rank < 2) grows = grows.Unsqueeze(0);
        iris.Predict(grows);
        Tensor<float> same = {|#1:Tensor.CreateFromShape<float>([32, 5])|};
        for (int i = 0; i < n; i++) { iris.Predict({|#0:same|}); }
        int size = 3;
        for (int i = 0; i < n; i++) size++;
        iris.Predict(Tensor.CreateFromShape<float>([1, size]));
        for (int i = 5; i < 9; i++) iris.Predict(Tensor.CreateFromShape<float>([i, 4]));
        Tensor<float> before = Tensor.CreateFromShape<float>([2, 4]);
        foreach (int count in new[] { 3, 4 })
        {
            iris.ComputeLoss(before, Tensor.CreateFromShape<int>([count - 1]));
            before = Tensor.CreateFromShape<float>([count, 4]);
        }
        """,
        new Expected("MGEN4001", 0, Wrong, 1));

    [Fact]
    public Task Exceptions() => Program.Verify(
        """
        Tensor<float> x = Tensor.CreateFromShape<float>([32, 5]);
        try { x = Tensor.CreateFromShape<float>([32, 4]); n = int.Parse("3"); iris.Predict(x); }
        catch (FormatException) { iris.Predict(x); x = Tensor.CreateFromShape<float>([1, 4]); }
        finally { iris.Predict(x); }
        iris.Predict(x);
        Tensor<float> y = Tensor.CreateFromShape<float>([32, 5]);
        try { n = int.Parse("3"); } finally { y = Tensor.CreateFromShape<float>([32, 4]); }
        iris.Predict(y);
        """);

    [Fact]
    public Task NestedFunctions() => Program.Verify(
        """
        Tensor<float> x = {|#1:Tensor.CreateFromShape<float>([32, 5])|};
        Action call = () => iris.Predict({|#0:x|});
        Tensor<float> changes = Tensor.CreateFromShape<float>([32, 5]);
        Action change = () => changes = Tensor.CreateFromShape<float>([32, 4]);
        change();
        iris.Predict(changes);
        Tensor<float> later = Tensor.CreateFromShape<float>([32, 5]);
        void Later() => iris.Predict(later);
        later = Tensor.CreateFromShape<float>([32, 4]);
        Later();
        void Own() { var own = Tensor.CreateFromShape<float>([32, 5]); iris.Predict({|#2:own|}); }
        Own();
        """.Replace("var own = Tensor.CreateFromShape<float>([32, 5])", "var own = {|#3:Tensor.CreateFromShape<float>([32, 5])|}"),
        new Expected("MGEN4001", 0, Wrong, 1),
        new Expected("MGEN4001", 2, Wrong, 3));

    [Fact]
    public Task References() => Program.Verify(
        """
        Tensor<float> x = Tensor.CreateFromShape<float>([32, 5]);
        ref Tensor<float> alias = ref x;
        alias = Tensor.CreateFromShape<float>([32, 4]);
        iris.Predict(x);
        Tensor<float> y = Tensor.CreateFromShape<float>([32, 5]);
        Change(ref y);
        iris.Predict(y);
        Tensor<float> z = Tensor.CreateFromShape<float>([32, 5]);
        (z, n) = (Tensor.CreateFromShape<float>([32, 4]), 3);
        iris.Predict(z);
        int width = 5;
        int.TryParse("4", out width);
        iris.Predict(Tensor.CreateFromShape<float>([32, width]));
        static void Change(ref Tensor<float> tensor) => tensor = Tensor.CreateFromShape<float>([32, 4]);
        """);

    [Fact]
    public Task OneModelIntoAnother() => Program.Verify(
        "iris.Predict({|#0:images.Predict(Tensor.CreateFromShape<float>([16, 3, 8, 8]))|});",
        new Expected("MGEN4001", 0, "'input' of Iris.Predict is [16, 2], expected [B, 4]: axis 1 must be 4, not 2"));

    [Fact]
    public Task TheOutputsBuffer() => Program.Verify(
        "iris.Predict(Tensor.CreateFromShape<float>([16, 4]), {|#0:new float[48]|});",
        new Expected("MGEN4001", 0, "'output' of Iris.Predict is [48], expected [B, 3]: it must have 2 axes, not 1"));

    [Fact]
    public Task ForwardAndBackward() => Program.Verify(
        """
        Workspace workspace = new();
        iris.Forward(workspace, {|#0:Tensor.CreateFromShape<float>([2, 3])|});
        var output = iris.Forward(workspace, Tensor.CreateFromShape<float>([2, 4]));
        iris.Backward(workspace, output);
        iris.Backward(workspace, {|#1:Tensor.CreateFromShape<float>([2, 4])|});
        iris.Backward(workspace, output, {|#2:Tensor.CreateFromShape<float>([2, 3])|});
        """,
        new Expected("MGEN4001", 0, "'input' of Iris.Forward is [2, 3], expected [B, 4]: axis 1 must be 4, not 3"),
        new Expected("MGEN4001", 1, "'outputGradient' of Iris.Backward is [2, 4], expected [B, 3]: axis 1 must be 3, not 4"),
        new Expected("MGEN4001", 2, "'inputGradient' of Iris.Backward is [2, 3], expected [B, 4]: axis 1 must be 4, not 3"));

    [Fact]
    public Task LocalFunctionsOfOneExpression() => Program.Verify(
        """
        const int rows = 2;
        int width = 5;
        int Width() => 5;
        static Tensor<float> Make(int batch, int features) => {|#9:Tensor.CreateFromShape<float>([batch, features])|};
        Tensor<float> Batch(int n) { return Make(n, 1 + Width() - 1); }
        iris.Predict({|#0:Batch(32)|});
        iris.Predict({|#1:Make(features: width, batch: 16 * rows)|});
        iris.Predict(Make(32, 4));
        Func<Tensor<float>> later = () => Make(32, 4);
        """,
        new Expected("MGEN4001", 0, Wrong, 9),
        new Expected("MGEN4001", 1, Wrong, 9));

    [Fact]
    public Task LocalFunctionsThatAreNotKnown() => Program.Verify(
        """
        int width = 5;
        int Width() => width;
        width = 4;
        iris.Predict(Tensor.CreateFromShape<float>([32, Width()]));
        Tensor<float> Again(int k) => k == 0 ? Tensor.CreateFromShape<float>([1, 5]) : Again(k - 1);
        iris.Predict(Again(2));
        Tensor<float> Input(int k) => Tensor.CreateFromShape<float>([k, 4]);
        Tensor<int> Labels(int k) => Tensor.CreateFromShape<int>([k - 1]);
        iris.ComputeGradients(Input(int.Parse("3")), Labels(int.Parse("4")));
        Tensor<float> Changed(int k) { k--; return Tensor.CreateFromShape<float>([32, k]); }
        iris.Predict(Changed(5));
        Tensor<T> Generic<T>(int k) => Tensor.CreateFromShape<T>([32, k]);
        iris.Predict(Generic<float>(4));
        int First(int[] ids) => ids[0];
        iris.Predict(Tensor.CreateFromShape<float>([32, First([4])]));
        """);
}
