using System.Numerics.Tensors;
using ModelGen;
using ModelGen.Data;
using ModelGen.Evaluation;
using ModelGen.Reports;
using ModelGen.Training;

CsvTable train = CsvTable.Read("train.tsv"), test = CsvTable.Read("test.tsv");
WordTokenizer words = WordTokenizer.Train(train.Strings("text"), maximum: 20_000, lowercase: true);

TextCnn model = new(seed: 1);
model.Fit(Data(train), epochs: 3, metrics: [Metrics.BinaryAccuracy()]);
ClassificationReport report = Evaluate.Binary(model.Predict, Data(test));
Console.WriteLine(report);
Plot.PrecisionRecall(report).Save("precision-recall.png");

SequenceDataset<float> Data(CsvTable table) =>
    new([.. table.Strings("text").Select(words.Encode)], new ReadOnlyTensorSpan<float>(table.Floats("label"), [table.Rows, 1]), 200, WordTokenizer.Padding, batch: 32);

[Model, Tokens(Vocabulary = 20_000, Context = 200, Padding = WordTokenizer.Padding)]
[Embedding(128), Conv1d(128, Kernel = 5), Relu, GlobalMaxPool]
[Linear(64), Relu, Dropout(0.5), Linear(1), Loss(Loss.BinaryCrossEntropy)]
public partial class TextCnn;
