using System;
using System.Collections.Generic;
using System.Linq;
using System.Reflection;
using ModelGen.Compiler.Elementwise;
using ModelGen.Compiler.Ir;
using ModelGen.Compiler.Ops.Attention;
using ModelGen.Compiler.Ops.Concatenate;
using ModelGen.Compiler.Ops.Elementwise;
using ModelGen.Compiler.Ops.Embedding;
using ModelGen.Compiler.Ops.Linear;
using ModelGen.Compiler.Ops.PaddingMask;
using ModelGen.Compiler.Ops.Recurrent;
using ModelGen.Compiler.Ops.RecurrentLayers;
using ModelGen.Compiler.Passes;
using ModelGen.Runtime.Tests;
using Xunit;

namespace ModelGen.Tests.Emitted;

using Axis = ModelGen.Compiler.Ir.Axis;
using Graph = ModelGen.Compiler.Ir.Graph;
using Symbol = ModelGen.Compiler.Ir.Symbol;

/// <summary>A translator of recurrent layers with attention (Bahdanau et al. 2014, Luong et al. 2015), built by hand, against PyTorch's numbers.</summary>
public class GoldenGraphTests
{
    private const int Embed = 14, Hidden = 18, Targets = 41;

    private static readonly Lazy<LoweredModel> s_model = new(Build);

    private static readonly Lazy<Assembly> s_compiled = new(() =>
        Compiled.Load("using System;\nusing System.Numerics.Tensors;\nusing ModelGen;\n" + GraphCalls.Source(s_model.Value), [s_model.Value], fuse: true));

    [Fact]
    public void Seq2Seq()
    {
        using Golden golden = Golden.Open("seq2seq");
        GraphCalls calls = Loaded();
        Array[] inputs = [golden.Ints("in.source_ids"), golden.Ints("in.decoder_ids")];
        nint[][] shapes = [[3, 8], [3, 6]];
        string[] names = ["encoder_last", "decoder", "context", "combined", "logits"];
        float[][] outputs = calls.Forward(inputs, shapes);
        Assert.All(names.Zip(outputs), pair => Close(pair.Second, golden.Floats("out." + pair.First), 1e-4, pair.First));

        // The mean of the negative log-likelihoods, and its gradient.
        int[] targets = golden.Ints("in.targets");
        float[] gradient = new float[outputs[4].Length];
        double loss = 0;
        for (int row = 0; row < targets.Length; row++)
        {
            double[] exp = [.. outputs[4].AsSpan(row * Targets, Targets).ToArray().Select(logit => Math.Exp(logit))];
            double sum = exp.Sum();
            loss -= Math.Log(exp[targets[row]] / sum) / targets.Length;
            for (int i = 0; i < Targets; i++)
            {
                gradient[(row * Targets) + i] = (float)(((exp[i] / sum) - (i == targets[row] ? 1 : 0)) / targets.Length);
            }
        }

        Assert.Equal(golden.Floats("out.loss")[0], loss, 1e-4);
        calls.Store.ZeroGradients();
        float[][] given = [.. outputs[..4].Select(output => new float[output.Length]), gradient];
        nint[][] outputShapes = [[3, Hidden], [3, 6, Hidden], [3, 6, Hidden], [3, 6, Hidden], [3, 6, Targets]];
        calls.Backward(given, outputShapes, [[], []], shapes);
        Assert.Equal(14, calls.Store.Tensors.Count);
        Assert.All(calls.Store.Tensors, tensor => Close(tensor.Gradient.ToArray(), golden.Floats("grad." + tensor.Name), 1e-3, tensor.Name));
    }

    [Fact]
    public void Seq2SeqSpeaks()
    {
        using Golden golden = Golden.Open("seq2seq");
        GraphCalls calls = Loaded();
        int[] source = golden.Ints("in.source_ids").AsSpan(8 * golden.Ints("gen.row")[0], 8).ToArray();
        List<int> said = [1];
        foreach (int token in golden.Ints("gen.tokens"))
        {
            float[] logits = calls.Predict([source, said.ToArray()], [[1, 8], [1, said.Count]])[4][^Targets..];
            Close(logits, golden.Floats("gen.logits").AsSpan((said.Count - 1) * Targets, Targets).ToArray(), 1e-4, $"logits {said.Count}");
            Assert.Equal(token, Array.IndexOf(logits, logits.Max()));
            said.Add(token);
        }
    }

    private static GraphCalls Loaded()
    {
        var calls = new GraphCalls(s_model.Value, s_compiled.Value);
        calls.Load(Golden.PathOf("seq2seq.safetensors"));
        return calls;
    }

    private static LoweredModel Build()
    {
        var builder = new GraphBuilder("Seq2Seq");
        var second = new Axis(AxisRole.Time, Dim.Of(new Symbol(SymbolKind.Length, "T2")), 16);
        Value source = builder.Input(new InputDecl("source", new(DType.I32, new(Axis.Batch, second)), Vocabulary: 37, Padding: 0));
        Value target = builder.Input(new InputDecl("target", new(DType.I32, new(Axis.Batch, Axis.Time(16))), Vocabulary: Targets));
        Value mask = builder.Add(new PaddingMaskOp(0), "mask", source);
        Node encoder = Gru("encoder", builder.Add(new EmbeddingOp(), "sourceRows", source, Weight("source_embedding.weight", 37, Embed), null, null), mask);
        Node decoder = Gru("decoder", builder.Add(new EmbeddingOp(), "targetRows", target, Weight("target_embedding.weight", Targets, Embed), null, null), null, encoder.Outputs[1], null);
        Value context = builder.Add(new AttentionOp(1, causal: false, scale: 1), "context", decoder.Output, encoder.Output, encoder.Output, mask, null);
        Value both = builder.Add(new ConcatenateOp(), "both", context, decoder.Output);
        Value combined = builder.Add(new ElementwiseOp(Functions.Tanh), "combined", Linear("combine", both, Hidden));
        Value logits = Linear("output", combined, Targets);
        Graph main = builder.Build(OwnResults.Run(builder, [encoder.Outputs[1], decoder.Output, context, combined, logits]));
        return new(new("Seq2Seq", "", "Seq2Seq", "public"), Verify.Run(main), null, []) { OutputNames = ["EncoderLast", "Decoder", "Context", "Combined", "Logits"] };

        Value Weight(string file, params long[] sizes) => builder.Parameter(new(new([.. file.Split('.').Select(CSharpNames.Pascal)]), file, new(sizes), Initial.Zeros));

        Node Gru(string name, Value x, params Value?[] rest) => builder.AddNode(
            new RecurrentLayersOp(RecurrentKind.Gru, Hidden, layers: 1, bidirectional: false, sequences: true, withState: true), name,
            [x, Weight(name + ".weight_ih_l0", 54, Embed), Weight(name + ".weight_hh_l0", 54, Hidden), Weight(name + ".bias_ih_l0", 54), Weight(name + ".bias_hh_l0", 54), .. rest]);

        Value Linear(string name, Value x, long width) => builder.Add(new LinearOp(), name, x, Weight(name + ".weight", width, x.Type.Last.Size.Constant), Weight(name + ".bias", width), null);
    }

    // By the largest of a tensor: PyTorch's own single precision is as far.
    private static void Close(float[] actual, float[] expected, double tolerance, string name)
    {
        Assert.Equal(expected.Length, actual.Length);
        double largest = expected.Max(Math.Abs);
        for (int i = 0; i < expected.Length; i++)
        {
            Assert.True(Math.Abs(actual[i] - expected[i]) <= tolerance * largest, $"{name}[{i}]: {actual[i]}, not {expected[i]}");
        }
    }
}
