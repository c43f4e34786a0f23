using System.Numerics.Tensors;
using ModelGen;
using ModelGen.Data;
using ModelGen.Evaluation;
using ModelGen.Training;

TensorDataset<float, int> all = Read("FordA_TRAIN.tsv");
DataSplit split = DataSplit.Random(all.Examples, validation: 0.1, test: 0);

Waves model = new(seed: 1);
EarlyStopping stopping = new(patience: 5, restoresBest: true);
model.Fit(all.Take(split.Train), epochs: 20, validation: all.Take(split.Validation), metrics: [Metrics.Accuracy], callbacks: [stopping]);
Console.WriteLine(Evaluate.Classifier(model.Predict, Read("FordA_TEST.tsv"), classes: 2));

TensorDataset<float, int> Read(string path)
{
    CsvTable table = CsvTable.Read(path, new CsvOptions { Delimiter = '\t', HasHeader = false });
    float[] x = table.Floats([.. table.Columns.Skip(1)]);
    return new(new ReadOnlyTensorSpan<float>(x, [table.Rows, x.Length / table.Rows, 1]), table.Classes(table.Columns[0], out _), batch: 32);
}

[Model, Sequence(1, MaxLength = 500), Lstm(64, ReturnSequences = true), Lstm(64), Linear(2), Loss(Loss.CrossEntropy)]
public partial class Waves;
