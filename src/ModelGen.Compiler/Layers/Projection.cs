using System.Collections.Generic;
using System.Linq;
using ModelGen.Compiler.Elementwise;
using ModelGen.Compiler.Errors;
using ModelGen.Compiler.Ir;
using ModelGen.Compiler.Ops.Elementwise;
using ModelGen.Compiler.Spec;

namespace ModelGen.Compiler.Layers;

/// <summary>
/// The learned map on the path around a residual block (He et al. 2015, arXiv:1512.03385, option B), and the sum: a linear map or a convolution of one pixel with the block's stride, then a norm as the block's last layer. Its
/// parameters are called as torchvision's, <c>downsample.0</c> and <c>downsample.1</c>.
/// </summary>
internal sealed class Projection(LayerContext residual)
{
    /// <summary>Whether a map of this kind can take one type to the other; of sizes that strides change, nothing is said.</summary>
    public static bool IsPossible(TensorType x, TensorType y) => x.DType == DType.F32 && y.DType == DType.F32 && (x.IsImage && y.IsImage || x.EndsInFeature && y.EndsInFeature && x.HasTime == y.HasTime);

    public Value Add(SequenceScope scope, Value x, Value y)
    {
        if (!IsPossible(x.Type, y.Type))
        {
            return Refuse(x, y, "a projection takes [F] to [F], [T, F] to [T, F] and [C, H, W] to [C, H, W]");
        }

        IReadOnlyList<LayerSpec> layers = [.. residual.Lowering.Flat(residual.Spec.Block)];
        LayerSpec? norm = layers.LastOrDefault() is { Kind: "BatchNorm" or "GroupNorm" or "InstanceNorm" or "LayerNorm" or "RmsNorm" } last ? last : null;
        if (Map(x.Type, y.Type, layers, hasBias: norm is null) is not { } map)
        {
            return Refuse(x, y, "no stride of a convolution of one pixel takes one to the other");
        }

        Value projected = Lower(scope, map, 0, x);
        if (!projected.IsUnknown && !projected.Type.Equals(y.Type))
        {
            return Refuse(x, y, $"a projection gives {projected.Type.ExampleText}");
        }

        if (norm is not null && !projected.IsUnknown)
        {
            projected = Lower(scope, new LayerSpec(norm.Kind, new([.. norm.Arguments.Where(argument => argument.Name is not ("Name" or "WeightName"))]), residual.Spec.Source), 1, projected);
        }

        return projected.IsUnknown ? projected : scope.Builder.Add(new ElementwiseOp(Functions.Add), residual.Name, projected, y);
    }

    private LayerSpec? Map(TensorType x, TensorType y, IReadOnlyList<LayerSpec> layers, bool hasBias)
    {
        ArgumentSpec bias = ArgumentSpec.Of("Bias", hasBias);
        if (x.IsImage)
        {
            return Stride(x.Extent(2), y.Extent(2), Strides(layers, "Stride")) is { } down && Stride(x.Extent(3), y.Extent(3), Strides(layers, "StrideWidth")) is { } across
                ? new("Conv2d", new(ArgumentSpec.Of("channels", y.Extent(1)), ArgumentSpec.Of("Kernel", 1L), ArgumentSpec.Of("Stride", down), ArgumentSpec.Of("StrideWidth", across), bias), residual.Spec.Source)
                : null;
        }

        long features = y.Last.Size.Constant;
        return x.HasTime && !x.Axes[1].Equals(y.Axes[1])
            ? new("Conv1d", new(ArgumentSpec.Of("channels", features), ArgumentSpec.Of("Kernel", 1L), ArgumentSpec.Of("Stride", Strides(layers, "Stride")), bias), residual.Spec.Source)
            : new("Linear", new(ArgumentSpec.Of("outFeatures", features), bias), residual.Spec.Source);
    }

    // All that the block's windows go on together: what its steps are apart in the input.
    private static long Strides(IReadOnlyList<LayerSpec> layers, string argument) => layers.Aggregate(1L, (product, layer) => layer.Kind switch
    {
        "Conv1d" or "Conv2d" or "DepthwiseConv2d" => Sizes.Product(product, layer.Int(argument, layer.Int("Stride", 1))),
        "MaxPool1d" or "AvgPool1d" or "MaxPool2d" or "AvgPool2d" => Sizes.Product(product, layer.Int("Stride", layer.Int("size", 1))),
        _ => product,
    });

    /// <summary>The block's own stride if it gives the size, otherwise the smallest that does.</summary>
    private static long? Stride(long from, long to, long own)
    {
        if (Windows.Count(from, 0, 1, own) == to)
        {
            return own;
        }

        for (long stride = 1; stride <= from; stride++)
        {
            if (Windows.Count(from, 0, 1, stride) == to)
            {
                return stride;
            }
        }

        return null;
    }

    private Value Lower(SequenceScope scope, LayerSpec layer, int number, Value x)
    {
        string place = LayerText.Number(number);
        var name = new LayerName("downsample" + place, new("Downsample", "_" + place), "downsample." + place);
        return Lowering.Lower(new LayerContext(residual.Lowering, scope, layer, residual.Previous, name) { Input = x }, x);
    }

    private Value Refuse(Value x, Value y, string why) => residual.Fail(
        ErrorId.BlockChangesType,
        "Projection",
        $"'{LayerText.Of(residual.Spec)}' gets {x.Type.ExampleText} and its block returns {y.Type.ExampleText}: {why}");
}
