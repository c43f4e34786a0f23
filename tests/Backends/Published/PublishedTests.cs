using System.Linq;
using ModelGen.Equality;
using ModelGen.GraphMethods;
using Xunit;

namespace ModelGen.Published;

/// <summary>Published families against PyTorch's numbers: outputs, losses, every gradient, from the configuration and the names alone.</summary>
public class PublishedTests
{
    private static readonly GraphGoldenCase[] s_all =
    [
        Language("llama3", typeof(PublishedLlama3)),
        Language("mistral", typeof(PublishedMistral)),
        Language("qwen2", typeof(PublishedQwen2)),
        Language("qwen3", typeof(PublishedQwen3)),
        Language("gemma", typeof(PublishedGemma)),
        Language("phi3", typeof(PublishedPhi3)),
        Language("gpt_neox", typeof(PublishedGptNeox)) with { ByHead = 3 },
        Language("smollm", typeof(PublishedSmolLm)),
        Language("tinyllama", typeof(PublishedTinyLlama)),
        new("roberta", typeof(PublishedRoberta), ["ids"], ["labels"], [("output", "logits")]),
        new("distilbert", typeof(PublishedDistilBert), ["ids"], ["labels"], [("output", "logits")]),
        new("bert_mean", typeof(PublishedSentences), ["ids"], [], [("output", "embedding")]) { OnlyPredicts = true },
        Language("gemma2", typeof(PublishedGemma2)),
        new("mpnet", typeof(PublishedMpnet), ["ids"], ["labels"], [("output", "logits")]),
        new("mpnet", typeof(PublishedMpnetSentences), ["ids"], [], [("output", "embedding")]) { OnlyPredicts = true },
        new("vit", typeof(PublishedVit), ["x"], ["labels"], [("output", "logits")]),
        new("resnet18", typeof(PublishedResNet), ["x"], ["labels"], [("output", "eval_logits")]),
        new("bart", typeof(PublishedBart), ["ids", "decoder_ids"], ["labels"], [("output", "logits")]),
    ];

    public static TheoryData<string> Names => [.. s_all.Select(each => each.Model.Name)];

    [TargetTheory]
    [MemberData(nameof(Names))]
    public void TheNumbersAreThoseOfPyTorch(string name) => s_all.Single(each => each.Model.Name == name).Check();

    private static GraphGoldenCase Language(string name, System.Type model) => new(name, model, ["ids"], ["targets"], [("output", "logits")]);
}
