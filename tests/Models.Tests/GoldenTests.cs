using System;
using System.Numerics.Tensors;
using ModelGen.Runtime.Tests;
using ModelGen.Training;
using Xunit;

namespace ModelGen.Models.Tests;

/// <summary>Whole models against PyTorch: outputs and loss within 1e-4, every gradient within 1e-3.</summary>
public class GoldenTests
{
    [Fact]
    public void Gpt2()
    {
        var model = new GoldenGpt();
        Check(model, model.Predict, "gpt2", [2, 12], 61);
    }

    [Fact]
    public void Llama()
    {
        var model = new GoldenLlama();
        Check(model, model.Predict, "llama", [2, 10], 67);
    }

    [Fact]
    public void Bert()
    {
        var model = new GoldenBert();
        CheckBert(model, model.Predict);
    }

    internal static void CheckBert<TModel>(TModel model, Prediction predict)
        where TModel : IModel, ITrainable<int, int>
    {
        using Golden golden = Golden.Open("bert");
        model.Load(Golden.PathOf("bert.safetensors"));
        int[] ids = BertIds(golden);
        var input = new ReadOnlyTensorSpan<int>(ids, [3, 11]);

        Compare.Close(Flat(predict(input)), golden.Floats("out.logits"), 1e-4, "logits");
        var labels = new ReadOnlyTensorSpan<int>(golden.Ints("in.labels"), [3]);
        Compare.Close([model.ComputeLoss(input, labels)], golden.Floats("out.loss"), 1e-4, "loss");
        Compare.Close([model.ComputeGradients(input, labels)], golden.Floats("out.loss"), 1e-4, "training loss");
        Gradients(((IModel)model).Store, golden);
    }

    [Fact]
    public void BertWithoutAClassifierEndsInItsPooler()
    {
        var model = new GoldenBertEncoder();
        CheckBertEncoder(model, model.Predict);
    }

    internal static void CheckBertEncoder(IModel model, Prediction predict)
    {
        using Golden golden = Golden.Open("bert");
        foreach (Parameter parameter in model.Store.Parameters)
        {
            golden.Weight(parameter.Name).CopyTo(parameter.Value);
        }

        Compare.Close(Flat(predict(new ReadOnlyTensorSpan<int>(BertIds(golden), [3, 11]))), golden.Floats("out.pooler_output"), 1e-4, "pooler");
    }

    [Fact]
    public void BertKnowsTwoSegments()
    {
        var model = new GoldenBertEncoder();
        Assert.Equal(2, model.Parameters.TokenEmbedding.SegmentWeight.Shape[0]);
        int[] ids = [5, 2 * model.Parameters.TokenEmbedding.Weight.Shape[0]]; // as a constant the build would already refuse it
        var error = Assert.Throws<ArgumentOutOfRangeException>(() => model.Predict(new ReadOnlyTensorSpan<int>(ids, [1, 2])));
        Assert.Contains("token id 106 at position 1", error.Message);
    }

    // Ids of the second segment stand above the vocabulary; the case's mask is 0 exactly where its id is 0.
    private static int[] BertIds(Golden golden)
    {
        int[] ids = golden.Ints("in.ids"), segments = golden.Ints("in.token_type_ids"), mask = golden.Ints("in.attention_mask");
        for (int i = 0; i < ids.Length; i++)
        {
            Assert.Equal(mask[i] != 0, ids[i] != 0);
            ids[i] += 53 * segments[i];
        }

        return ids;
    }

    [Fact]
    public void Cnn()
    {
        using Golden golden = Golden.Open("cnn");
        var model = new GoldenCnn();
        model.Load(Golden.PathOf("cnn.safetensors"));
        var input = new ReadOnlyTensorSpan<float>(golden.Floats("in.x"), [4, 3, 12, 12]);
        var labels = new ReadOnlyTensorSpan<int>(golden.Ints("in.labels"), [4]);

        Compare.Close(Flat(model.Predict(input)), golden.Floats("out.logits"), 1e-4, "logits");
        Compare.Close([model.ComputeLoss(input, labels)], golden.Floats("out.loss"), 1e-4, "loss");
        Compare.Close([model.ComputeGradients(input, labels)], golden.Floats("out.loss"), 1e-4, "training loss");
        Gradients(model.Store, golden);

        model.Store.ZeroGradients();
        float[] inputGradient = InputGradient(golden.Floats("in.x"), [4, 3, 12, 12], golden.Ints("in.labels"), 5, model.Forward, model.Backward);
        Compare.Close(inputGradient, golden.Floats("grad.in.x"), 1e-3, "grad.in.x");
        Gradients(model.Store, golden);
        AdamW(model.Store, golden, () => model.ComputeGradients(new(golden.Floats("in.x"), [4, 3, 12, 12]), new(golden.Ints("in.labels"), [4])));
    }

    [Fact]
    public void CnnWithBatchNorm()
    {
        using Golden golden = Golden.Open("cnn_bn");
        var model = new GoldenResidualCnn();
        Assert.Equal(6, model.Store.Tensors.Count - model.Store.Parameters.Count);
        foreach (Parameter tensor in model.Store.Tensors)
        {
            golden.Weight(Bare(tensor)).CopyTo(tensor.Value);
        }

        var input = new ReadOnlyTensorSpan<float>(golden.Floats("in.x"), [5, 3, 8, 8]);
        var labels = new ReadOnlyTensorSpan<int>(golden.Ints("in.labels"), [5]);
        Compare.Close(Flat(model.Predict(input)), golden.Floats("out.eval_logits"), 1e-4, "logits of prediction");
        Compare.Close([model.ComputeGradients(input, labels)], golden.Floats("out.loss"), 1e-4, "training loss");
        foreach (Parameter tensor in model.Store.Tensors)
        {
            if (tensor.IsBuffer) Compare.Close(tensor.Value, golden.Floats($"state.{Bare(tensor)}.after"), 1e-4, tensor.Name);
            else Compare.Close(tensor.Gradient, golden.Floats("grad." + Bare(tensor)), 1e-3, "gradient of " + tensor.Name);
        }

        var workspace = new Workspace();
        Compare.Close(Flat(model.Forward(workspace, input)), golden.Floats("out.logits"), 1e-4, "logits of training");
        float[] inputGradient = InputGradient(golden.Floats("in.x"), [5, 3, 8, 8], golden.Ints("in.labels"), 4, model.Forward, model.Backward);
        Compare.Close(inputGradient, golden.Floats("grad.in.x"), 1e-3, "grad.in.x");

        static string Bare(Parameter tensor) => tensor.Name.Replace("branch.", "", StringComparison.Ordinal);
    }

    [Fact]
    public void RunningStatisticsAreSavedWithTheWeights()
    {
        float[] x = RandomValues.Centred(4 * 3 * 8 * 8, 3);
        int[] labels = [0, 1, 2, 3];
        var trained = new GoldenResidualCnn(1);
        trained.ComputeGradients(new(x, [4, 3, 8, 8]), new(labels, [4]));
        using var file = new System.IO.MemoryStream();
        trained.Save(file);
        file.Position = 0;
        var loaded = new GoldenResidualCnn(2);
        Assert.NotEqual(Flat(trained.Predict(new(x, [4, 3, 8, 8]))), Flat(loaded.Predict(new(x, [4, 3, 8, 8]))));
        loaded.Load(file);
        Assert.Equal(Flat(trained.Predict(new(x, [4, 3, 8, 8]))), Flat(loaded.Predict(new(x, [4, 3, 8, 8]))));
        Assert.Equal(trained.Store.BufferValues.ToArray(), loaded.Store.BufferValues.ToArray());
        Assert.Contains(loaded.Store.Tensors, tensor => tensor.Name == "branch.bn2.running_var");
    }

    [Fact]
    public void OptimizersLeaveRunningStatisticsAlone()
    {
        var model = new GoldenResidualCnn(1);
        float[] before = model.Store.BufferValues.ToArray();
        Assert.NotEmpty(model.Store.Gradients.ToArray());
        new AdamW(model.Store, learningRate: 0.1f, weightDecay: 0.5f).Step();
        Assert.Equal(before, model.Store.BufferValues.ToArray());
        Assert.Throws<InvalidOperationException>(() => model.Parameters.Bn0.RunningMean.Gradient.Length);
    }

    [Fact]
    public void Lstm()
    {
        using Golden golden = Golden.Open("lstm");
        var model = new GoldenLstm();
        model.Load(Golden.PathOf("lstm.safetensors"));
        int[] ids = golden.Ints("in.ids");
        float[] labels = Array.ConvertAll(golden.Ints("in.labels"), label => (float)label);
        var input = new ReadOnlyTensorSpan<int>(ids, [4, 9]);
        var target = new ReadOnlyTensorSpan<float>(labels, [4, 1]);

        Compare.Close(Flat(model.Predict(input)), golden.Floats("out.logits"), 1e-4, "logits");
        Compare.Close([model.ComputeLoss(input, target)], golden.Floats("out.loss"), 1e-4, "loss");
        Compare.Close([model.ComputeGradients(input, target)], golden.Floats("out.loss"), 1e-4, "training loss");
        Gradients(model.Store, golden);
        AdamW(model.Store, golden, () => model.ComputeGradients(new(ids, [4, 9]), new(labels, [4, 1])));
    }

    [Fact]
    public void Gru()
    {
        using Golden golden = Golden.Open("gru");
        var model = new GoldenGru();
        model.Load(Golden.PathOf("gru.safetensors"));
        var input = new ReadOnlyTensorSpan<float>(golden.Floats("in.x"), [4, 8, 6]);
        float[] prediction = golden.Floats("out.prediction"), target = golden.Floats("in.target");

        Compare.Close(Flat(model.Predict(input)), prediction, 1e-4, "prediction");
        Compare.Close([model.ComputeGradients(input, new(target, [4, 3]))], golden.Floats("out.loss"), 1e-4, "training loss");
        Gradients(model.Store, golden);

        var workspace = new Workspace();
        model.Forward(workspace, input);
        float[] inputGradient = new float[4 * 8 * 6], gradient = new float[12];
        TensorPrimitives.Subtract(prediction, target, gradient);
        TensorPrimitives.Divide(gradient, 6, gradient);
        model.Backward(workspace, new(gradient, [4, 3]), new(inputGradient, [4, 8, 6]));
        Compare.Close(inputGradient, golden.Floats("grad.in.x"), 1e-3, "grad.in.x");
    }

    [Fact]
    public void Mlp()
    {
        using Golden golden = Golden.Open("mlp");
        var model = new GoldenMlp();
        model.Load(Golden.PathOf("mlp.safetensors"));
        float[] x = golden.Floats("in.x");
        int[] labels = golden.Ints("in.labels");
        var input = new ReadOnlyTensorSpan<float>(x, [8, 20]);

        Compare.Close(Flat(model.Predict(input)), golden.Floats("out.logits"), 1e-4, "logits");
        float loss = model.ComputeGradients(input, new ReadOnlyTensorSpan<int>(labels, [8]));
        Compare.Close([loss], golden.Floats("out.loss"), 1e-4, "loss");
        Gradients(model.Store, golden);
    }

    [Fact]
    public void MlpInputGradient()
    {
        using Golden golden = Golden.Open("mlp");
        var model = new GoldenMlp();
        model.Load(Golden.PathOf("mlp.safetensors"));
        var workspace = new Workspace();
        var input = new ReadOnlyTensorSpan<float>(golden.Floats("in.x"), [8, 20]);
        int[] labels = golden.Ints("in.labels");

        ReadOnlyTensorSpan<float> logits = model.Forward(workspace, input);
        float[] gradient = new float[8 * 5];
        logits.FlattenTo(gradient);
        for (int row = 0; row < 8; row++)
        {
            Span<float> each = gradient.AsSpan(row * 5, 5);
            TensorPrimitives.SoftMax(each, each);
            each[labels[row]] -= 1;
            TensorPrimitives.Divide(each, 8, each);
        }

        float[] inputGradient = new float[8 * 20];
        model.Backward(workspace, new ReadOnlyTensorSpan<float>(gradient, [8, 5]), new TensorSpan<float>(inputGradient, [8, 20]));
        Compare.Close(inputGradient, golden.Floats("grad.in.x"), 1e-3, "grad.in.x");
        Gradients(model.Store, golden);
    }

    [Fact]
    public void Gpt2Decoding() => Decode(new GoldenGpt(), m => m.CreateDecoder(), "gpt2");

    [Fact]
    public void LlamaDecoding() => Decode(new GoldenLlama(), m => m.CreateDecoder(), "llama");

    [Fact]
    public void Gpt2AdamW()
    {
        using Golden golden = Golden.Open("gpt2");
        var model = new GoldenGpt();
        model.Load(Golden.PathOf("gpt2.safetensors"));
        var input = new ReadOnlyTensorSpan<int>(golden.Ints("in.ids"), [2, 12]);
        var target = new ReadOnlyTensorSpan<int>(golden.Ints("in.targets"), [2, 12]);
        var optimizer = new AdamW(model.Store, learningRate: 0.01f, weightDecay: 0.1f, epsilon: 1e-4f);
        float[] losses = new float[4];
        for (int step = 0; step < 3; step++)
        {
            model.Store.ZeroGradients();
            losses[step] = model.ComputeGradients(input, target);
            optimizer.Step();
        }

        losses[3] = model.ComputeLoss(input, target);
        Compare.Close(losses, golden.Floats("adamw.losses"), 1e-4, "losses");
        foreach (Parameter parameter in model.Store.Parameters)
        {
            Compare.Close(FileLayout(parameter, parameter.Value), golden.Floats("adamw.after." + parameter.Name), 1e-3, parameter.Name);
        }
    }

    private delegate ReadOnlyTensorSpan<float> ForwardPass(Workspace workspace, ReadOnlyTensorSpan<float> input);

    private delegate void BackwardPass(Workspace workspace, ReadOnlyTensorSpan<float> outputGradient, TensorSpan<float> inputGradient);

    // Of the mean cross-entropy, by the two passes.
    private static float[] InputGradient(float[] x, nint[] shape, int[] labels, int classes, ForwardPass forward, BackwardPass backward)
    {
        var workspace = new Workspace();
        float[] gradient = new float[labels.Length * classes];
        forward(workspace, new(x, shape)).FlattenTo(gradient);
        for (int row = 0; row < labels.Length; row++)
        {
            Span<float> each = gradient.AsSpan(row * classes, classes);
            TensorPrimitives.SoftMax(each, each);
            each[labels[row]] -= 1;
            TensorPrimitives.Divide(each, labels.Length, each);
        }

        float[] inputGradient = new float[x.Length];
        backward(workspace, new(gradient, [labels.Length, classes]), new(inputGradient, shape));
        return inputGradient;
    }

    // Three steps, as the reference describes them.
    private static void AdamW(ParameterStore store, Golden golden, Func<float> computeGradients)
    {
        var optimizer = new AdamW(store, learningRate: 0.01f, weightDecay: 0.1f, epsilon: 1e-4f);
        float[] losses = new float[4];
        for (int step = 0; step < 4; step++)
        {
            store.ZeroGradients();
            losses[step] = computeGradients();
            if (step < 3)
            {
                optimizer.Step();
            }
        }

        Compare.Close(losses, golden.Floats("adamw.losses"), 1e-4, "losses");
        foreach (Parameter parameter in store.Parameters)
        {
            Compare.Close(FileLayout(parameter, parameter.Value), golden.Floats("adamw.after." + parameter.Name), 1e-3, parameter.Name);
        }
    }

    internal delegate Tensor<float> Prediction(ReadOnlyTensorSpan<int> input);

    internal static void Check<TModel>(TModel model, Prediction predict, string name, nint[] shape, int vocabulary)
        where TModel : IModel, ITrainable<int, int>
    {
        using Golden golden = Golden.Open(name);
        model.Load(Golden.PathOf(name + ".safetensors"));
        var input = new ReadOnlyTensorSpan<int>(golden.Ints("in.ids"), shape);
        var target = new ReadOnlyTensorSpan<int>(golden.Ints("in.targets"), shape);
        float[] expected = golden.Floats("out.logits");

        Tensor<float> logits = predict(input);
        Assert.Equal([shape[0], shape[1], vocabulary], logits.Lengths.ToArray());
        Compare.Close(Flat(logits), expected, 1e-4, "logits");
        Compare.Close([model.ComputeLoss(input, target)], golden.Floats("out.loss"), 1e-4, "loss");
        Compare.Close([model.ComputeGradients(input, target)], golden.Floats("out.loss"), 1e-4, "training loss");
        Gradients(((ITrainable<int, int>)model).Store, golden);
    }

    private static void Gradients(ParameterStore store, Golden golden)
    {
        foreach (Parameter parameter in store.Parameters)
        {
            Compare.Close(FileLayout(parameter, parameter.Gradient), golden.Floats("grad." + parameter.Name), 1e-3, "gradient of " + parameter.Name);
        }
    }

    internal static void Decode<TModel>(TModel model, Func<TModel, Decoding.TokenDecoder> create, string name)
        where TModel : IModel
    {
        using Golden golden = Golden.Open(name);
        model.Load(Golden.PathOf(name + ".safetensors"));
        Decoding.TokenDecoder decoder = create(model);
        int[] tokens = golden.Ints("gen.tokens");
        float[] logits = golden.Floats("gen.logits");
        int vocabulary = decoder.Vocabulary;
        ReadOnlySpan<float> next = decoder.Append(golden.Ints("gen.prompt"));
        for (int i = 0; i < tokens.Length; i++)
        {
            Compare.Close(next, logits.AsSpan(i * vocabulary, vocabulary), 1e-4, $"logits {i}");
            Assert.Equal(tokens[i], TensorPrimitives.IndexOfMax(next));
            if (i < tokens.Length - 1)
            {
                next = decoder.Append([tokens[i]]);
            }
        }
    }

    private static float[] FileLayout(Parameter parameter, ReadOnlySpan<float> values)
    {
        if (!parameter.Transposed)
        {
            return values.ToArray();
        }

        (int rows, int columns) = (parameter.Shape[0], parameter.Shape[1]);
        float[] transposed = new float[values.Length];
        for (int i = 0; i < rows; i++)
        {
            for (int j = 0; j < columns; j++)
            {
                transposed[(j * rows) + i] = values[(i * columns) + j];
            }
        }

        return transposed;
    }

    private static float[] Flat(ReadOnlyTensorSpan<float> tensor)
    {
        float[] values = new float[tensor.FlattenedLength];
        tensor.FlattenTo(values);
        return values;
    }

    private static float[] Flat(Tensor<float> tensor)
    {
        float[] values = new float[tensor.FlattenedLength];
        tensor.FlattenTo(values);
        return values;
    }
}
