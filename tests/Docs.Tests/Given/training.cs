namespace Given;

public static class Page
{
    public static Tuned model = null!;
    public static Trainer<float, int> trainer = null!;
    public static TensorDataset<float, int> train = null!, test = null!, data = null!, heldOut = null!;
    public static int[] tokens = [], heldOutTokens = [];
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

[Transformer(Layers = 1, Heads = 2, Width = 16, Vocabulary = 128, Context = 256)]
public partial class CharGpt;
