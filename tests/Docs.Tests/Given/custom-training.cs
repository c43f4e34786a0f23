namespace Given;

public static class Page
{
    public const int Examples = 60;
    public static FourClasses model = null!;
    public static TensorDataset<float, int> data = null!, all = null!;
    public static Encoder encoder = null!;
    public static Head head = null!;
    public static Workspace work = null!, encoderWork = null!, headWork = null!;
    public static Batch<float, int> batch = null!;
    public static float[] gradient = [], back = [], x = [];
    public static int label;
    public static int[] labels = [];
    public static List<double> accuracies = [];
}

[Model, Input(3), Linear(8), Tanh, Linear(4), Loss(Loss.CrossEntropy)]
public partial class FourClasses;

[Model, Input(3), Linear(3), Tanh]
public partial class Encoder;

[Model, Input(3), Linear(4)]
public partial class Head;
