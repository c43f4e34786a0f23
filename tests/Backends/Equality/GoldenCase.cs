using System;
using System.Linq;
using ModelGen.Runtime.Tests;
using ModelGen.Training;

namespace ModelGen.Equality;

/// <summary>A model of tests/golden against PyTorch's numbers: output, loss, every gradient.</summary>
internal sealed record GoldenCase(string Name, Action Check)
{
    public static GoldenCase Of<TModel>(string name, Func<TModel> create, Func<Golden, Batch<int>> input, Func<Golden, Batch<int>> target)
        where TModel : IModel, ITrainable<int, int> => Of<TModel, int, int>(name, create, input, target);

    /// <param name="prefix">Of a block's parameters here, which the file does not have.</param>
    public static GoldenCase Of<TModel, TInput, TTarget>(string name, Func<TModel> create, Func<Golden, Batch<TInput>> input, Func<Golden, Batch<TTarget>> target, string output = "out.logits", Func<Golden, float[]>? weights = null, string prefix = "")
        where TModel : IModel, ITrainable<TInput, TTarget>
        where TInput : unmanaged
        where TTarget : unmanaged
        => new(name, () =>
        {
            using Golden golden = Golden.Open(name);
            TModel model = create();
            string InFile(Parameter parameter) => prefix.Length == 0 ? parameter.Name : parameter.Name.Replace(prefix, "", StringComparison.Ordinal);
            foreach (Parameter parameter in ((IModel)model).Store.Tensors.Where(_ => prefix.Length > 0))
            {
                golden.Weight(InFile(parameter)).CopyTo(parameter.Value);
            }

            if (prefix.Length == 0)
            {
                model.Load(Golden.PathOf(name + ".safetensors"));
            }

            using IOtherTarget<TInput, TTarget> other = Target.Of<TModel, TInput, TTarget>(model);
            Batch<TInput> x = input(golden);
            Batch<TTarget> y = target(golden);
            Closeness.Check(other.Predict(new(x.Values, x.Shape)), golden.Floats(output), other.OutputTolerance, 0, output);
            if (other.OnlyPredicts)
            {
                return;
            }

            Closeness.Check([other.ComputeGradients(new(x.Values, x.Shape), new(y.Values, y.Shape), weights?.Invoke(golden) ?? [])], golden.Floats("out.loss"), Closeness.OfOutputs, 0, "loss");
            var gradients = other.Gradients();
            foreach (Parameter parameter in ((IModel)model).Store.Parameters)
            {
                Closeness.Check(FileLayout.Of(parameter, gradients[parameter.Name]), golden.Floats("grad." + InFile(parameter)), Closeness.OfGradients, 1e-7, "gradient of " + parameter.Name);
            }
        });

    public static Func<Golden, Batch<int>> Ints(string name, params nint[] shape) => golden => new(golden.Ints(name), shape);

    public static Func<Golden, Batch<float>> Floats(string name, params nint[] shape) => golden => new(golden.Floats(name), shape);

    /// <summary>0 or 1 as a target of a binary cross-entropy.</summary>
    public static Func<Golden, Batch<float>> Labels(string name, params nint[] shape) => golden => new([.. golden.Ints(name).Select(label => (float)label)], shape);
}
