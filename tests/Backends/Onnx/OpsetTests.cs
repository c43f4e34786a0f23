using System;
using System.IO;
using Microsoft.ML.OnnxRuntime;
using ModelGen.Equality;
using ModelGen.Onnx;
using ModelGen.Quantization;
using Xunit;

namespace ModelGen.Onnx.Tests;

/// <summary>Files for older runtimes.</summary>
public sealed class OpsetTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("onnx");

    private string File => Path.Combine(_folder.FullName, "model.onnx");

    /// <summary>The oldest that each model can have is written and loaded; one before says what it lacks, and leaves the file as it is.</summary>
    [Fact]
    public void WhatAnOlderOneLacksIsSaid()
    {
        Check(new Padded(1).ExportOnnx, 18, "ReduceMax");
        Check(new Gpt(1).ExportOnnx, 20, "Gelu");
        Check(new Storyteller(1).ExportOnnx, 18, "ReduceMean");
        Storyteller small = new(1);
        Quantizer.Quantize(small, Quantization.Weights.Int4);
        Check(small.ExportOnnx, 21, "DequantizeLinear with blocks");

        void Check(Action<string, OnnxOptions?> export, int oldest, string lacking)
        {
            for (int opset = oldest; opset <= 21; opset++)
            {
                export(File, new OnnxOptions { Opset = opset });
                using InferenceSession session = new(File);
            }

            DateTime before = System.IO.File.GetLastWriteTimeUtc(File);
            ArgumentException error = Assert.Throws<ArgumentException>(() => export(File, new OnnxOptions { Opset = oldest - 1 }));
            Assert.Contains($"Opset {oldest - 1} has no {lacking}, which computes '", error.Message, StringComparison.Ordinal);
            Assert.Contains($"set OnnxOptions.Opset to {oldest} or more", error.Message, StringComparison.Ordinal);
            Assert.Equal(before, System.IO.File.GetLastWriteTimeUtc(File));
        }
    }

    [Theory]
    [InlineData(16)]
    [InlineData(22)]
    public void WhatIsNotWritten(int opset) =>
        Assert.StartsWith("OnnxOptions.Opset must be from 17 to 21", Assert.Throws<ArgumentOutOfRangeException>(() => new Gpt(1).ExportOnnx(File, new OnnxOptions { Opset = opset })).Message, StringComparison.Ordinal);

    public void Dispose() => _folder.Delete(recursive: true);
}
