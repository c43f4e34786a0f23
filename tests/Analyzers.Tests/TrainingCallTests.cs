using System.Threading.Tasks;
using ModelGen.Tests.Harness;
using Xunit;

namespace ModelGen.Analyzers.Tests;

/// <summary>MGEN0018: models of small numbers are not trained.</summary>
public class TrainingCallTests
{
    private const string Usings = "using ModelGen.Data; using ModelGen.Quantization; using ModelGen.Training;\n";
    private const string Model = "\n[Model, Input(4), Linear(3), Loss(Loss.CrossEntropy), Quantize(Weights.Int8)] partial class M;";
    private const string Message = "'M' holds its weights as small numbers, which are not trained: train a class without [Quantize] and call Quantizer.Quantize, or load its file into 'M' with LoadOptions.Quantize; Quantizer.Dequantize gives 'M' floats";

    [Theory]
    [InlineData("object A(M m, Batch<float, int> b) => {|#0:m.ComputeGradients(b.InputTensor, b.TargetTensor)|};")]
    [InlineData("object A(M m) => {|#0:new AdamW(m.Store)|};")]
    [InlineData("object A(M m, AdamW optimizer) => {|#0:new Trainer<float, int>(m, optimizer)|};")]
    [InlineData("void A(M m, IDataSource<Batch<float, int>> data) => {|#0:m.Fit(data, epochs: 1)|};")]
    public Task Training(string member) => Expected.Verify($"{Usings}class C {{ {member} }}{Model}", new Expected("MGEN0018", 0, Message));

    /// <summary>What such models are for, models of floats, and one that was given floats.</summary>
    [Theory]
    [InlineData("float A(M m, Batch<float, int> b) => m.ComputeLoss(b.InputTensor, b.TargetTensor);")]
    [InlineData("object A(M m) { Quantizer.Dequantize(m); return new AdamW(m.Store); }")]
    [InlineData("object A(N m) => new AdamW(m.Store);")]
    [InlineData("object A(N m, Batch<float, int> b) => m.ComputeGradients(b.InputTensor, b.TargetTensor);")]
    public Task Else(string member) => Expected.Verify($"{Usings}class C {{ {member} }}{Model}\n[Model, Input(4), Linear(3), Loss(Loss.CrossEntropy)] partial class N;");
}
