using System.Linq;
using ModelGen.Equality;
using ModelGen.Models.Tests.Graphs;
using Xunit;

namespace ModelGen.GraphMethods;

/// <summary>Graph methods against PyTorch's numbers: outputs of two sizes of batch, losses, gradients of parameters and inputs, running statistics.</summary>
public class GraphGoldenTests
{
    private static readonly GraphGoldenCase[] s_all =
    [
        new("unet", typeof(GoldenUnet), ["x"], ["mask"], [("output", "logits")]) { HasMask = true },
        new("densenet_block", typeof(GoldenDenseNet), ["x"], ["labels"], [("output", "eval_logits")]),
        new("multi_input", typeof(GoldenTextAndNumbers), ["ids", "numbers"], ["labels"], [("output", "logits")]),
        new("two_heads", typeof(GoldenTwoHeads), ["x"], ["labels", "target"], [("Logits", "logits"), ("Value", "value")]),
        new("siamese_triplet", typeof(GoldenTriplet), ["anchor", "positive", "negative"], [], [("A", "anchor"), ("P", "positive"), ("N", "negative")]),
        new("vae", typeof(GoldenVae), ["x", "noise"], [], [("Logits", "logits"), ("Mean", "mean"), ("LogVariance", "logvar")]),
        new("mobilenet_block", typeof(GoldenMobileNet), ["x"], ["labels"], [("output", "eval_logits")]),
        new("moe_soft", typeof(GoldenExperts), ["x"], ["target"], [("output", "output")]),
        new("infonce", typeof(GoldenContrast), ["a", "b"], [], [("A", "a"), ("B", "b")]) { IsNormalized = true },
        new("focal", typeof(GoldenFocal), ["x"], ["labels"], [("output", "logits")]),
        new("gcn", typeof(GoldenGcn), ["x", "adjacency"], ["labels"], [("Hidden", "hidden"), ("Logits", "logits")]),
        new("two_towers", typeof(GoldenTwoTowers), ["user_ids", "item_ids"], ["labels"], [("User", "user"), ("Cosine", "cosine"), ("Logit", "logits")]) { HasMask = true },
        new("autoencoder_tied", typeof(GoldenTied), ["x"], [], [("Code", "code"), ("Output", "output")]),
        new("seq2seq", typeof(GoldenTranslator), ["source_ids", "decoder_ids"], ["targets"],
            [("EncoderLast", "encoder_last"), ("Decoder", "decoder"), ("Attended", "attention"), ("Context", "context"), ("Combined", "combined"), ("Logits", "logits")]),
    ];

    public static TheoryData<string> Names => [.. s_all.Where(each => !Target.MissingGolden.Contains(each.Name)).Select(each => each.Name)];

    [TargetTheory]
    [MemberData(nameof(Names))]
    public void TheNumbersAreThoseOfPyTorch(string name) => s_all.Single(each => each.Name == name).Check();
}
