using System.Collections.Generic;
using System.Linq;
using ModelGen.Compiler.Elementwise;
using ModelGen.Compiler.Ops.Recurrent;

namespace ModelGen.Compiler.Layers;

/// <summary>Every layer that the compiler knows, by the attribute's name.</summary>
internal static class LayerTable
{
    private static readonly Dictionary<string, Layer> s_layers = new Layer[]
    {
        new LinearLayer(),
        new EmbeddingLayer(),
        new PositionEmbeddingLayer(),
        new SinusoidalPositionLayer(),
        new NormLayer("LayerNorm"),
        new NormLayer("RmsNorm"),
        new SelfAttentionLayer(),
        new CrossAttentionLayer(),
        new RelativeBiasLayer(),
        new SwiGluLayer(),
        new ActivationLayer(Functions.Relu),
        new ActivationLayer(Functions.Gelu),
        new ActivationLayer(Functions.Silu),
        new ActivationLayer(Functions.Tanh),
        new ActivationLayer(Functions.Sigmoid),
        new ActivationLayer(Functions.Softplus),
        new ActivationLayer(Functions.Relu6),
        new ActivationLayer(Functions.HardSwish),
        new SlopedActivationLayer(Functions.LeakyRelu, "slope", 0.01),
        new SlopedActivationLayer(Functions.Elu, "alpha", 1),
        new SoftmaxLayer(isLog: false),
        new SoftmaxLayer(isLog: true),
        new Conv1dLayer(),
        new Pool1dLayer(isMax: true),
        new Pool1dLayer(isMax: false),
        new Conv2dLayer(),
        new DepthwiseConv2dLayer(),
        new ConvTranspose1dLayer(),
        new ConvTranspose2dLayer(),
        new Pad2dLayer(),
        new AdaptiveAvgPool2dLayer(),
        new Pool2dLayer(isMax: true),
        new Pool2dLayer(isMax: false),
        new BatchNormLayer(),
        new GroupNormLayer(),
        new InstanceNormLayer(),
        new Upsample2dLayer(),
        new RecurrentLayer(RecurrentKind.Rnn),
        new RecurrentLayer(RecurrentKind.Lstm),
        new RecurrentLayer(RecurrentKind.Gru),
        new GraphConvLayer(),
        new DropoutLayer(),
        new FlattenLayer(),
        new ImageTokensLayer(),
        new ReshapeLayer(),
        new IdentityLayer(),
        new RepeatVectorLayer(),
        new TakeLayer(first: true),
        new TakeLayer(first: false),
        new GlobalPoolLayer(isMax: true),
        new GlobalPoolLayer(isMax: false),
        new BlockLayer("Residual"),
        new BlockLayer("Repeat"),
        new BlockLayer("Use"),
    }.ToDictionary(layer => layer.Kind);

    public static Layer? Find(string kind) => s_layers.TryGetValue(kind, out Layer? layer) ? layer : null;
}
