namespace Given;

public static class Page
{
    public static PictureNet model = null!;
    public static Trainer<float, int> trainer = null!;
}

[Model, Input(3, 64, 64), Conv2d(8, Kernel = 3), Relu, MaxPool2d(2), Flatten, Linear(10), Loss(Loss.CrossEntropy)]
public partial class PictureNet;
