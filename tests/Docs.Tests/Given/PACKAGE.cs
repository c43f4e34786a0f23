namespace Given;

public static class Page
{
    public static Net model = null!;
    public static TensorDataset<float, int> train = null!, test = null!;
    public static Trainer<float, int> trainer = null!;
}

[Model, Input(8), Linear(4), Loss(Loss.CrossEntropy)]
public partial class Net;
