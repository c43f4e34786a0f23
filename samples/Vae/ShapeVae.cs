using ModelGen;
using static ModelGen.Graph;

namespace VaeSample;

/// <summary>A variational autoencoder (Kingma and Welling 2013, arXiv:1312.6114): pictures to a cloud of codes, and codes back to pictures. The second half draws alone, too.</summary>
[Model]
public partial class ShapeVae
{
    public const int Codes = 8;

    [Forward]
    static (Symbol Logits, Symbol Mean, Symbol LogVariance) Encode([Input(Shapes.Pixels)] Symbol pixels, [Input(Codes)] Symbol noise)
    {
        Symbol hidden = pixels.Linear(256).Silu().Linear(128).Silu();
        Symbol mean = hidden.Linear(Codes, name: "mean"), logVariance = hidden.Linear(Codes, name: "logVariance");
        return (Decode(mean + (logVariance / 2).Exp() * noise), mean, logVariance);
    }

    [Forward]
    static Symbol Draw([Input(Codes)] Symbol code) => Decode(code).Sigmoid();

    [Shared]
    static Symbol Decode(Symbol code) => code.Linear(128).Silu().Linear(256).Silu().Linear(Shapes.Pixels);

    /// <summary>What a picture costs: to describe it given its code, and the code.</summary>
    [Objective]
    static Symbol Cost(Symbol logits, Symbol mean, Symbol logVariance, Symbol pixels) =>
        BinaryCrossEntropy(logits, pixels, reduction: Reduction.Sum) - 0.5f * (1 + logVariance - mean.Square() - logVariance.Exp()).Sum();
}
