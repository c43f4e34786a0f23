using System;

namespace ModelGen.Onnx;

// Layers that look at one step, or at one image.
public sealed partial class OnnxGraph
{
    /// <summary>x · weightᵀ + bias: [..., in] -> [..., out].</summary>
    public string Linear(string x, Parameter weight, Parameter? bias, bool isMatrix)
    {
        ArgumentNullException.ThrowIfNull(weight);
        if (_options.MatMulNBits && weight.Small is { } small && IsBlocked(small)) return Blocked(x, weight, small, bias);
        if (isMatrix) return Node("Gemm", "linear", With(x, weight, bias), ("transB", 1));
        string product = Node("MatMul", [x, Transposed(weight)]);
        return bias is null ? product : Node("Add", [product, Weight(bias)]);
    }

    /// <summary>An activation by its name in the language: Relu, Gelu, GeluTanh, Silu, Tanh, Sigmoid, Softplus.</summary>
    public string Activation(string x, string activation) => activation switch
    {
        "Relu" or "Tanh" or "Sigmoid" or "Softplus" => Node(activation, [x]),
        "Gelu" => Node("Gelu", [x], ("approximate", "none")),
        "GeluTanh" => Node("Gelu", [x], ("approximate", "tanh")),
        "Silu" => Silu(x),
        _ => throw new ArgumentException($"'{activation}' is no activation that ONNX has", nameof(activation)),
    };

    /// <summary>LeakyRelu or Elu.</summary>
    public string Sloped(string x, string kind, float alpha) => Node(kind, [x], ("alpha", alpha));

    /// <summary>silu(first half) · second half of the last axis.</summary>
    public string GatedSilu(string x)
    {
        string[] halves = Nodes("Split", [x], 2, ("axis", -1), ("num_outputs", 2));
        return Node("Mul", [Silu(halves[0]), halves[1]]);
    }

    /// <summary>Softmax or LogSoftmax over the last axis.</summary>
    public string Softmax(string x, bool log = false) => Node(log ? "LogSoftmax" : "Softmax", [x], ("axis", -1));

    /// <summary>a + b of equal shapes.</summary>
    public string Add(string a, string b) => Node("Add", [a, b]);

    /// <summary>An operator that has no attributes, by its name in ONNX.</summary>
    public string Apply(string kind, params string[] x) => Node(kind, x);

    /// <summary>A constant.</summary>
    public string Number(float value) => Scalar(value);

    /// <summary>The same numbers under another shape; 0 keeps the axis of x, -1 takes what is left.</summary>
    public string Reshape(string x, params long[] sizes) => Node("Reshape", [x, Ints(sizes)]);

    /// <summary>Normalisation over the last axis (Ba et al. 2016, arXiv:1607.06450).</summary>
    public string LayerNorm(string x, Parameter gain, Parameter? bias, float epsilon)
    {
        ArgumentNullException.ThrowIfNull(gain);
        return Node("LayerNormalization", "layerNorm", With(x, gain, bias), ("axis", -1), ("epsilon", epsilon));
    }

    /// <summary>x / root mean square of the last axis · gain (Zhang and Sennrich 2019, arXiv:1910.07467).</summary>
    public string RmsNorm(string x, Parameter gain, float epsilon)
    {
        ArgumentNullException.ThrowIfNull(gain);
        string mean = Node("ReduceMean", [Node("Mul", [x, x]), Ints(-1)], ("keepdims", 1));
        string deviation = Node("Sqrt", [Node("Add", [mean, Scalar(epsilon)])]);
        return Node("Mul", "rmsNorm", [Node("Div", [x, deviation]), Weight(gain)]);
    }

    /// <summary>Batch normalisation with running statistics: a factor and a summand for each channel.</summary>
    public string BatchNorm(string x, Parameter gain, Parameter bias, Parameter mean, Parameter variance, double epsilon, bool isImage)
    {
        ArgumentNullException.ThrowIfNull(gain);
        ArgumentNullException.ThrowIfNull(bias);
        ArgumentNullException.ThrowIfNull(mean);
        ArgumentNullException.ThrowIfNull(variance);
        if (isImage) return Node("BatchNormalization", "batchNorm", [x, Weight(gain), Weight(bias), Weight(mean), Weight(variance)], ("epsilon", (float)epsilon));
        string factor = Table(gain.Name + " / deviation", gain.Name + ".factor", [gain.Count], () => Channels(channel => Factor(channel)));
        string summand = Table(gain.Name + " · mean", gain.Name + ".summand", [gain.Count], () => Channels(channel => bias.Value[channel] - (mean.Value[channel] * Factor(channel))));
        return Node("Add", "batchNorm", [Node("Mul", [x, factor]), summand]);

        double Factor(int channel) => gain.Value[channel] / Math.Sqrt(variance.Value[channel] + epsilon);

        float[] Channels(Func<int, double> value)
        {
            float[] values = new float[gain.Count];
            for (int i = 0; i < values.Length; i++) values[i] = (float)value(i);
            return values;
        }
    }

    /// <summary>Normalisation over groups of channels and all of space: [B, C, H, W] (Wu and He 2018, arXiv:1803.08494).</summary>
    public string GroupNorm(string x, Parameter gain, Parameter bias, long groups, float epsilon)
    {
        ArgumentNullException.ThrowIfNull(gain);
        ArgumentNullException.ThrowIfNull(bias);
        return Node("GroupNormalization", "groupNorm", [x, Weight(gain), Weight(bias)], ("num_groups", groups), ("epsilon", epsilon));
    }

    /// <summary>Convolution of images [B, C, H, W].</summary>
    public string Conv2d(string x, Parameter weight, Parameter? bias, long kernel, long stride, long padding, long endPadding, long dilation, long groups)
    {
        ArgumentNullException.ThrowIfNull(weight);
        return Node("Conv", With(x, weight, bias), ("kernel_shape", Twice(kernel)), ("strides", Twice(stride)), ("pads", (long[])[padding, padding, endPadding, endPadding]), ("dilations", Twice(dilation)), ("group", groups));
    }

    /// <summary>Convolution of images [B, C, H, W] with windows that are no squares.</summary>
    /// <param name="kernel">Rows and columns; likewise <paramref name="stride"/>.</param>
    /// <param name="pads">Top, left, bottom, right.</param>
    public string Conv2d(string x, Parameter weight, Parameter? bias, long[] kernel, long[] stride, long[] pads, long dilation, long groups)
    {
        ArgumentNullException.ThrowIfNull(weight);
        return Node("Conv", With(x, weight, bias), ("kernel_shape", kernel), ("strides", stride), ("pads", pads), ("dilations", Twice(dilation)), ("group", groups));
    }

    /// <summary>The transpose of a convolution over time [B, T, F].</summary>
    public string ConvTranspose1d(string x, Parameter weight, Parameter? bias, long kernel, long stride, long padding, long outputPadding)
    {
        ArgumentNullException.ThrowIfNull(weight);
        string y = Node("ConvTranspose", With(Transpose(x, 0, 2, 1), weight, bias), ("kernel_shape", (long[])[kernel]), ("strides", (long[])[stride]), ("pads", (long[])[padding, padding]), ("output_padding", (long[])[outputPadding]));
        return Transpose(y, 0, 2, 1);
    }

    /// <summary>The transpose of a convolution of images.</summary>
    public string ConvTranspose2d(string x, Parameter weight, Parameter? bias, long kernel, long stride, long padding, long outputPadding)
    {
        ArgumentNullException.ThrowIfNull(weight);
        return Node("ConvTranspose", With(x, weight, bias), ("kernel_shape", Twice(kernel)), ("strides", Twice(stride)), ("pads", (long[])[padding, padding, padding, padding]), ("output_padding", Twice(outputPadding)));
    }

    /// <summary>Maximum or mean of square windows; beyond an edge there is nothing (maximum) or zeros (mean).</summary>
    public string WindowPool(string x, bool isMax, long size, long stride, long padding)
    {
        OnnxAttribute[] window = [("kernel_shape", Twice(size)), ("strides", Twice(stride)), ("pads", (long[])[padding, padding, padding, padding])];
        return isMax ? Node("MaxPool", [x], window) : Node("AveragePool", [x], [.. window, ("count_include_pad", 1)]);
    }

    /// <summary>Maximum or mean of each channel: [B, C, H, W] -> [B, C].</summary>
    public string GlobalPool(string image, bool isMax) => Node("Flatten", [Node(isMax ? "GlobalMaxPool" : "GlobalAveragePool", [image])], ("axis", 1));

    /// <summary>Each pixel so many times in both directions.</summary>
    public string Upsample(string x, long factor) =>
        Node("Resize", [x, "", Table($"scales {factor}", "scales", [4], () => [1, 1, factor, factor])], ("mode", "nearest"), ("coordinate_transformation_mode", "asymmetric"), ("nearest_mode", "floor"));

    private string[] With(string x, Parameter weight, Parameter? bias) => bias is null ? [x, Weight(weight)] : [x, Weight(weight), Weight(bias)];

    private string Silu(string x) => Node("Mul", "silu", [x, Node("Sigmoid", [x])]);

    private static long[] Twice(long size) => [size, size];
}
