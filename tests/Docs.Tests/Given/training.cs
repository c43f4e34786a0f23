namespace Given;

public static class Page
{
    public static Tuned model = null!;
    public static Trainer<float, int> trainer = null!;
    public static TensorDataset<float, int> train = null!, test = null!, data = null!, heldOut = null!;
    public static int[] tokens = [], heldOutTokens = [], labels = [];
    public static float[] weights = [];
    public static Tensor<float> inputs = null!;
    public static IProgress<TrainingProgress> progress = null!;
    public static TrainingHistory history = null!;
    public static CancellationToken cancellationToken;
}

[Block, Linear(16), Relu, Linear(16)]
public partial class Layer;

[Model, Input(8)]
[Linear(16, Name = "Stem"), Relu, Repeat<Layer>(8, Name = "Body"), Linear(10, Name = "Head")]
[Loss(Loss.CrossEntropy)]
public partial class Tuned;

[Model, Input(8)]
[Linear(16), Relu, Linear(3)]
[Loss(Loss.CrossEntropy, ClassWeights = new[] { 1.0, 20.0, 1.0 })]
public partial class RareClass;

[Transformer(Layers = 1, Heads = 2, Width = 16, Vocabulary = 128, Context = 256)]
public partial class CharGpt;
