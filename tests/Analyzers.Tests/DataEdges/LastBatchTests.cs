using System.Threading.Tasks;
using ModelGen.Tests.Harness;
using Xunit;

namespace ModelGen.Analyzers.Tests.DataEdges;

/// <summary>The smaller last batch of an epoch: said where it is certain to come, and nowhere else.</summary>
public class LastBatchTests
{
    private const string Data = "TensorDataset<float, int> data = new(Tensor.CreateFromShape<float>([100, 4]), Tensor.CreateFromShape<int>([100]), batch: 32); Batch<float, int> batch = new(); int[] labels = {|#1:new int[32]|}; ";
    private const string Array = "Tensor<float> first = iris.Predict(Tensor.CreateFromShape<float>([32, 4])); float[] all = new float[100], part; ";
    private const string Why = "the last turn has 4, since 100 is no multiple of 32: take the size that is there, or leave the smaller one out";

    [Theory]
    [InlineData("while (data.Next(batch)) { iris.ComputeLoss(batch.InputTensor, {|#0:labels|}); }")]
    [InlineData("while ((data.Next(batch))) { if (batch.Weights.Length == 0) { n++; } iris.ComputeLoss(batch.InputTensor, {|#0:labels|}); }")]
    [InlineData("for (; data.Next(batch); n++) { iris.ComputeLoss(batch.InputTensor, {|#0:labels|}); }")]
    public Task ComesWhenAllAreTaken(string loop) => Program.Verify(Data + loop, new Expected("MGEN4002", 0, $"'target' of Iris.ComputeLoss is [32], but 'input' is [32|4, 4]: {Why}", 1));

    [Theory]
    [InlineData("while (data.Next(batch) && n++ < 2) { iris.ComputeLoss(batch.InputTensor, labels); }")]
    [InlineData("while (n++ < 2 && data.Next(batch)) { iris.ComputeLoss(batch.InputTensor, labels); }")]
    [InlineData("while (data.Next(batch)) { iris.ComputeLoss(batch.InputTensor, labels); if (n++ > 2) break; }")]
    [InlineData("while (data.Next(batch)) { iris.ComputeLoss(batch.InputTensor, labels); if (n++ > 2) return; }")]
    [InlineData("while (data.Next(batch)) { iris.ComputeLoss(batch.InputTensor, labels); if (n++ > 2) throw new Exception(); }")]
    [InlineData("while (data.Next(batch)) { if (batch.Examples < 32) continue; iris.ComputeLoss(batch.InputTensor, labels); }")]
    [InlineData("while (data.Next(batch)) { if (batch.Examples == 32) { iris.ComputeLoss(batch.InputTensor, labels); } }")]
    [InlineData("while (data.Next(batch)) { if (n++ < 3) { iris.ComputeLoss(batch.InputTensor, labels); } }")]
    [InlineData("for (int i = 0; i < 3; i++) { data.Next(batch); iris.ComputeLoss(batch.InputTensor, labels); }")]
    [InlineData("do { iris.ComputeLoss(batch.InputTensor, labels); } while (data.Next(batch));")]
    [InlineData("data.Next(batch); iris.ComputeLoss(batch.InputTensor, labels);")]
    [InlineData("while (data.Next(batch)) { iris.ComputeLoss(batch.InputTensor, Tensor.Create(labels[..batch.Examples], [batch.Examples])); }")]
    [InlineData("while (data.Next(batch)) { batch.Resize([32, 4], [32]); iris.ComputeLoss(batch.InputTensor, labels); }")]
    [InlineData("data = new(Tensor.CreateFromShape<float>([100, 4]), Tensor.CreateFromShape<int>([100]), 32, keepPartial: false); while (data.Next(batch)) { iris.ComputeLoss(batch.InputTensor, labels); }")]
    [InlineData("data = new(Tensor.CreateFromShape<float>([100, 4]), Tensor.CreateFromShape<int>([100]), 32, keepPartial: flag); while (data.Next(batch)) { iris.ComputeLoss(batch.InputTensor, labels); }")]
    [InlineData("data = new(Tensor.CreateFromShape<float>([n, 4]), Tensor.CreateFromShape<int>([n]), 32); while (data.Next(batch)) { iris.ComputeLoss(batch.InputTensor, labels); }")]
    [InlineData("Trainer<float, int> trainer = new(iris, new AdamW(iris.Store)); while (data.Next(batch)) { trainer.Step(batch); }")]
    public Task IsNotSaidOtherwise(string loop) => Program.Verify(Data + loop);

    [Theory]
    [InlineData("for (int i = 0; i < 100; i += 32) { part = {|#0:all[i..(i + 32)]|}; }", "There are 100, and the last turn of the loop takes 96 up to 128, since 100 is no multiple of 32: end it at Math.Min(i + 32, 100), or leave the smaller one out")]
    [InlineData("for (int i = 0; i < 25; i += 10) { part = {|#0:all[(i * 4)..(4 * i + 40)]|}; }", "There are 100, and the last turn of the loop takes 80 up to 120, since 25 is no multiple of 10: end it at Math.Min(4 * i + 40, 100), or leave the smaller one out")]
    [InlineData("for (int i = 0; i < 100; i += 1) { part = {|#0:all[i..(i + 8)]|}; }", "There are 100, and the last turn of the loop takes 99 up to 107: end it at Math.Min(i + 8, 100), or leave the smaller one out")]
    public Task APartBeyondTheEnd(string loop, string message) => Program.Verify(Array + loop, new Expected("MGEN4005", 0, message));

    [Theory]
    [InlineData("for (int i = 0; i < 100; i += 25) { part = all[i..(i + 25)]; }")]
    [InlineData("for (int i = 0; i < 93; i += 1) { part = all[i..(i + 8)]; }")]
    [InlineData("for (int i = 0; i < 100; i += 32) { part = all[i..Math.Min(i + 32, 100)]; }")]
    [InlineData("for (int i = 0; i < 100; i += 32) { if (i + 32 <= 100) { part = all[i..(i + 32)]; } }")]
    [InlineData("for (int i = 0; i < 100; i += 32) { if (i > n) { break; } part = all[i..(i + 32)]; }")]
    [InlineData("for (int i = 0; i < n; i += 32) { part = all[i..(i + 32)]; }")]
    [InlineData("for (int i = 0; i < 100; i += 32) { int end = i + 32; end = end > 100 ? 100 : end; part = all[i..end]; }")]
    [InlineData("for (int i = 0; i < 100; i += 32) { part = all[i..(i + Size(i))]; } int Size(int at) => at > 90 ? 4 : 32;")]
    public Task NoPartBeyondIt(string loop) => Program.Verify(Array + loop);
}
