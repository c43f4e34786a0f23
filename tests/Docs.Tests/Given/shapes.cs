namespace Given;

public static class Page;

[Model, Input(784), Linear(32), Relu, Linear(10), Loss(Loss.CrossEntropy)]
public partial class Digits;
