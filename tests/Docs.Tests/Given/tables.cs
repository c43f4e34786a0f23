global using Microsoft.Data.Analysis;
global using Parquet.Serialization;

namespace Given;

public static class Page
{
    public static PenguinNet model = null!;
}

[Model, Input(5), Linear(16), Relu, Linear(3), Loss(Loss.CrossEntropy)]
public partial class PenguinNet;
