using System.Numerics.Tensors;
using ModelGen;
using ModelGen.Data;
using ModelGen.Training;

CsvTable train = CsvTable.Read("train.tsv"), test = CsvTable.Read("test.tsv");
WordTokenizer words = WordTokenizer.Train(train.Strings("text"), maximum: 20_000, lowercase: true);

Reviews model = new(seed: 1);
model.Fit(Data(train), epochs: 3, validation: Data(test), metrics: [Metrics.BinaryAccuracy()]);
int[] ids = words.Encode("what a wonderful film");
Console.WriteLine(model.PredictProbabilities(new ReadOnlyTensorSpan<int>(ids, [1, ids.Length]))[0, 0]);

SequenceDataset<float> Data(CsvTable table) =>
    new([.. table.Strings("text").Select(words.Encode)], new ReadOnlyTensorSpan<float>(table.Floats("label"), [table.Rows, 1]), 200, WordTokenizer.Padding, batch: 32);

[Model, Tokens(Vocabulary = 20_000, Context = 200, Padding = WordTokenizer.Padding)]
[Embedding(128), Lstm(64, Bidirectional = true, ReturnSequences = true), Lstm(64, Bidirectional = true), Linear(1)]
[Loss(Loss.BinaryCrossEntropy)]
public partial class Reviews;
