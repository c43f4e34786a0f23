using System;
using System.Linq;
using ModelGen.Compiler.Ir;
using ModelGen.Compiler.Tests.Harness;
using Xunit;

namespace ModelGen.Compiler.Tests;

/// <summary>What parameters are called in the typed tree and in weight files.</summary>
public class NameTests
{
    [Theory]
    [InlineData("Input(4), Linear(3)", "Linear.Weight linear.weight, Linear.Bias linear.bias")]
    [InlineData("Input(4), Linear(3, Bias = false), Linear(3, Bias = false)", "Linear1.Weight linear1.weight, Linear2.Weight linear2.weight")]
    [InlineData("Input(4), Linear(3, Bias = false, Name = \"fc\"), Linear(3, Bias = false)", "Fc.Weight fc.weight, Linear.Weight linear.weight")]
    [InlineData("Input(4), Linear(3, Bias = false, Name = \"linear1\"), Linear(3, Bias = false), Linear(3, Bias = false)", "Linear1.Weight linear1.weight, Linear2.Weight linear2.weight, Linear3.Weight linear3.weight")]
    [InlineData("Input(4), Linear(3, Bias = false, Name = \"Equals\")", "EqualsLayer.Weight equals.weight")]
    [InlineData("Input(4), RmsNorm, Use<Think> where Think = RmsNorm", "RmsNorm.Weight rmsNorm.weight, Think.RmsNorm.Weight think.rmsNorm.weight")]
    [InlineData("Input(4), Use<N.@class> where N.@class = RmsNorm", "Class.RmsNorm.Weight class.rmsNorm.weight")]
    [InlineData("Sequence(4, MaxLength = 3), SelfAttention(Heads = 2, Bias = false)", "SelfAttention.Query.Weight selfAttention.query.weight, SelfAttention.Key.Weight selfAttention.key.weight, SelfAttention.Value.Weight selfAttention.value.weight, SelfAttention.Output.Weight selfAttention.output.weight")]
    [InlineData("Input(4), SwiGlu(3)", "SwiGlu.Gate.Weight swiGlu.gate.weight, SwiGlu.Up.Weight swiGlu.up.weight, SwiGlu.Down.Weight swiGlu.down.weight")]
    [InlineData("Input(4), Linear(3, WeightName = \"features.0\")", "Linear.Weight features.0.weight, Linear.Bias features.0.bias")]
    [InlineData("Input(4), Linear(3, Bias = false, Name = \"fc\", WeightName = \"\")", "Fc.Weight weight")]
    [InlineData("Input(4), Linear(3, Bias = false, Name = \"\")", "Weight weight")]
    [InlineData("Input(4), Linear(3, Bias = false, Name = \"\", WeightName = \"fc-1\")", "Weight fc-1.weight")]
    [InlineData("Input(4), Linear(3, Bias = false, Name = \"\"), Linear(3, Bias = false)", "Weight weight, Linear2.Weight linear2.weight")]
    [InlineData("Input(3, 4, 4), BatchNorm(WeightName = \"layer1.0.bn1\")", "BatchNorm.Weight layer1.0.bn1.weight, BatchNorm.Bias layer1.0.bn1.bias, BatchNorm.RunningMean layer1.0.bn1.running_mean, BatchNorm.RunningVariance layer1.0.bn1.running_var")]
    [InlineData("Sequence(4, MaxLength = 3), Rnn(2, WeightName = \"encoder\")", "Rnn.InputWeight encoder.weight_ih_l0, Rnn.StateWeight encoder.weight_hh_l0, Rnn.InputBias encoder.bias_ih_l0, Rnn.StateBias encoder.bias_hh_l0")]
    [InlineData("Sequence(4, MaxLength = 3), SelfAttention(Heads = 2, Bias = false, WeightName = \"attention.{self.q,self.k,self.v,output.dense}\")", "SelfAttention.Query.Weight attention.self.q.weight, SelfAttention.Key.Weight attention.self.k.weight, SelfAttention.Value.Weight attention.self.v.weight, SelfAttention.Output.Weight attention.output.dense.weight")]
    [InlineData("Sequence(4, MaxLength = 3), SelfAttention(Heads = 2, Name = \"\", WeightName = \"{in_proj, out_proj}\", Bias = false)", "QkvWeight in_proj.weight, Output.Weight out_proj.weight")]
    [InlineData("Input(4), SwiGlu(3, WeightName = \"feed_forward.w{1,3,2}\")", "SwiGlu.Gate.Weight feed_forward.w1.weight, SwiGlu.Up.Weight feed_forward.w3.weight, SwiGlu.Down.Weight feed_forward.w2.weight")]
    [InlineData("Tokens(Vocabulary = 9, Context = 4, Segments = true), Embedding(2)", "Embedding.Weight embedding.tokens.weight, Embedding.SegmentWeight embedding.segments.weight")]
    [InlineData("Tokens(Vocabulary = 9, Context = 4, Segments = true), Embedding(2, WeightName = \"embeddings.{word,type}\")", "Embedding.Weight embeddings.word.weight, Embedding.SegmentWeight embeddings.type.weight")]
    [InlineData("Input(4), Use<Think>(WeightName = \"\") where Think = RmsNorm", "Think.RmsNorm.Weight rmsNorm.weight")]
    [InlineData("Input(4), Residual<Think>(Name = \"mlp\", WeightName = \"h.0\") where Think = RmsNorm(WeightName = \"ln\")", "Mlp.RmsNorm.Weight h.0.ln.weight")]
    public void MembersAndFiles(string declaration, string expected)
    {
        string[] parts = declaration.Split(" where ");
        Graph graph = Compiled.Graph(parts[0], parts.Length > 1 ? parts[1].Split(" ; ") : []);
        Assert.Equal(expected, string.Join(", ", graph.Parameters.Select(value => value.Parameter!).SelectMany(parameter => parameter.PartsInFile
            ? parameter.Parts.Select(part => $"{string.Join(".", part.Path)} {part.File}")
            : [$"{parameter.Member} {parameter.File}"])));
    }

    [Theory]
    [InlineData("Use<A.Think>, Use<B.Think>, Use<A.Think>, Use<B.Think> where A.Think = Linear(4) ; B.Think = Linear(4)", "Think, Think2")]
    [InlineData("Use<A.Think>, Use<A.Think> where A.Think = Use<B.Think>, Use<B.Think> ; B.Think = Linear(4)", "Think, Think2")]
    [InlineData("Use<think>, Use<Think>, Use<think>, Use<Think> where think = Linear(4) ; Think = Linear(4)", "Think, Think2")]
    // ThinkParameters is a block: the parameter class of Think must not hide it.
    [InlineData("Use<Think>, Use<Think>, Use<ThinkParameters> where Think = Linear(4) ; ThinkParameters = Linear(4)", "Think2")]
    // One graph for both uses; another where the block gets another type.
    [InlineData("Use<Think>, Linear(5), Use<Think> where Think = Linear(4)", "Think, Think2")]
    [InlineData("Repeat<Think>(3), Residual<Think> where Think = Linear(4)", "Think")]
    public void GraphsOfCalledBlocks(string declaration, string expected)
    {
        string[] parts = declaration.Split(" where ");
        Assert.Equal(expected, string.Join(", ", Compiled.Graph("Input(4), " + parts[0], parts[1].Split(" ; ")).WithCallees().Select(graph => graph.Name).Where(name => name != "M").Order(StringComparer.Ordinal)));
    }

    [Theory]
    [InlineData("Predict", "model", true)]
    [InlineData("ParameterTree", "model", true)]
    [InlineData("Predict", "block", false)]
    [InlineData("ParameterTree", "block", true)]
    [InlineData("TrainingStep", "block", true)]
    public void NamesThatTheOtherHalfTakes(string name, string what, bool refused)
    {
        string errors = what == "model"
            ? Compiled.Errors(Declared.Model(Declared.Type("N." + name), "Input(4), Linear(3)"))
            : Compiled.Errors($"Input(4), Use<{name}>", $"{name} = Linear(4)");
        Assert.Equal(refused, errors.StartsWith("MGEN0002 at ", StringComparison.Ordinal));
        Assert.Equal(refused, errors.Length > 0);
    }

    [Fact]
    public void WeightFilesHaveHuggingFacesNames()
    {
        Assert.Equal(
            ["transformer.wte.weight", "transformer.wpe.weight", "ln_1.weight", "ln_1.bias", "attn.c_attn.weight", "attn.c_attn.bias", "attn.c_proj.weight", "attn.c_proj.bias", "ln_2.weight", "ln_2.bias", "mlp.c_fc.weight", "mlp.c_fc.bias", "mlp.c_proj.weight", "mlp.c_proj.bias", "transformer.ln_f.weight", "transformer.ln_f.bias"],
            Files(Golden.Gpt));
        Assert.Equal(
            ["model.embed_tokens.weight", "input_layernorm.weight", "self_attn.q_proj.weight", "self_attn.k_proj.weight", "self_attn.v_proj.weight", "self_attn.o_proj.weight", "post_attention_layernorm.weight", "mlp.gate_proj.weight", "mlp.up_proj.weight", "mlp.down_proj.weight", "model.norm.weight", "lm_head.weight"],
            Files(Golden.Llama));
    }

    private static string[] Files(string preset) => [.. Files(Compiled.Graph(preset))];

    private static System.Collections.Generic.IEnumerable<string> Files(Graph graph) => graph.Declarations.SelectMany(declaration => declaration switch
    {
        { Child: { } child } => Files(child.Graph),
        { Parameter: { PartsInFile: true } packed } => packed.Parts.Select(part => part.File),
        _ => [declaration.Parameter!.File],
    });
}
