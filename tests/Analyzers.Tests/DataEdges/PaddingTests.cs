using System.Threading.Tasks;
using ModelGen.Tests.Harness;
using Xunit;

namespace ModelGen.Analyzers.Tests.DataEdges;

/// <summary>MGEN4007: data whose padding is not the model's.</summary>
public class PaddingTests
{
    [Fact]
    public Task AnotherId() => Program.Verify(
        """
        SequenceDataset<float> set = new(new int[20][], new ReadOnlyTensorSpan<float>(data, [20, 1]), maximumLength: 12, padding: 1, batch: 4);
        Trainer<int, float> trainer = new(mood, new AdamW(mood.Store));
        trainer.Fit({|#0:set|}, new FitOptions<int, float> { Steps = 1 });
        trainer.Evaluate({|#1:set.Take([1, 2])|});
        Evaluate.Binary<int>(mood.Predict, {|#2:set|});
        """,
        new Expected("MGEN4007", 0, "'data' of Trainer.Fit is padded with the id 1, but the model takes 0 as padding: pad with 0, or declare [Tokens(Padding = 1)]"),
        new Expected("MGEN4007", 1, "'source' of Trainer.Evaluate is padded with the id 1, but the model takes 0 as padding: pad with 0, or declare [Tokens(Padding = 1)]"),
        new Expected("MGEN4007", 2, "'data' of Evaluate.Binary is padded with the id 1, but the model takes 0 as padding: pad with 0, or declare [Tokens(Padding = 1)]"));

    [Fact]
    public Task WhatIsKnownOfTheTargetsDoesNotMatter() => Program.Verify(
        """
        const int Unknown = 1;
        SequenceDataset<float> set = new(new int[20][], Targets(), maximumLength: 12, padding: Unknown, batch: 4);
        new Trainer<int, float>(mood, new AdamW(mood.Store)).Fit({|#0:set|}, new FitOptions<int, float> { Steps = 1 });
        static Tensor<float> Targets() => Tensor.CreateFromShape<float>([20, 1]).Reshape([20, 1]);
        """,
        new Expected("MGEN4007", 0, "'data' of Trainer.Fit is padded with the id 1, but the model takes 0 as padding: pad with 0, or declare [Tokens(Padding = 1)]"));

    [Theory]
    [InlineData("padding: 0")]
    [InlineData("padding: n")]
    [InlineData("padding: flag ? 0 : 1")]
    public Task Silence(string padding) => Program.Verify(
        $$"""
        SequenceDataset<float> set = new(new int[20][], new ReadOnlyTensorSpan<float>(data, [20, 1]), maximumLength: 12, {{padding}}, batch: 4);
        new Trainer<int, float>(mood, new AdamW(mood.Store)).Fit(set, new FitOptions<int, float> { Steps = 1 });
        """);
}
