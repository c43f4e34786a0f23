namespace Given;

public static class Page
{
    public static MyNet model = null!;
    public static Trainer<float, int> trainer = null!;
    public static TensorDataset<float, int> data = null!, heldOut = null!, test = null!;
    public static Spam spam = null!;
    public static TensorDataset<float, float> validation = null!, unseen = null!;
    public static string[] names = [];
    public static ClassificationReport report = null!;
    public static TrainingHistory history = null!;
    public static (double, double)[] points = [];
    public static Tensor<float> x = null!, inputs = null!;
}

[Model, Input(784), Linear(32), Relu, Linear(10), Loss(Loss.CrossEntropy)]
public partial class MyNet;

[Model, Input(784), Linear(1), Loss(Loss.BinaryCrossEntropy)]
public partial class Spam;
