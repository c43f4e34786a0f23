namespace Given;

public static class Page
{
    public static Iris iris = null!;
}

[Model, Input(784), Linear(32), Relu, Linear(10), Loss(Loss.CrossEntropy)]
public partial class Digits;

[Model, Input(4), Linear(16), Relu, Linear(3), Loss(Loss.CrossEntropy)]
public partial class Iris;
