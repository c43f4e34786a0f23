using System;
using System.Globalization;
using System.Linq;
using System.Numerics.Tensors;
using ModelGen.Data;
using ModelGen.Evaluation;
using ModelGen.Reports;
using ModelGen.Samples;
using ModelGen.Training;
using SequenceClassifierSample;

return SampleCommand.Run(args, "An LSTM learns which reviews praise a film. The order of the words decides.", steps: 1500, data: null, Learn);

static void Learn(SampleOptions options)
{
    const int Pairs = 5000;
    Reviews reviews = Reviews.Write(Pairs, seed: 1);
    DataSplit split = DataSplit.Random(Pairs, validation: 0.1, test: 0.1, seed: 1); // the two reviews of a pair stay together
    int[] trainPart = Reviews.Of(split.Train);
    WordTokenizer words = WordTokenizer.Train(trainPart.Select(i => reviews.Texts[i]), Sentiment.Words);

    // One logit per review: targets are [B, 1].
    ReadOnlyTensorSpan<float> praises = new(reviews.Praises, [reviews.Praises.Length, 1]);
    SequenceDataset<float> all = new([.. reviews.Texts.Select(words.Encode)], praises, Sentiment.Longest, WordTokenizer.Padding, batch: 32, seed: 1);
    SequenceDataset<float> train = all.Take(trainPart);
    SequenceDataset<float> validation = all.Take(Reviews.Of(split.Validation), batch: 250, shuffle: false);
    SequenceDataset<float> test = all.Take(Reviews.Of(split.Test), batch: 250, shuffle: false);

    Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{train.Examples:N0} reviews to learn from, {validation.Examples:N0} to stop by, {test.Examples:N0} to judge by; {words.Vocabulary} words. Two with the same words:"));
    for (int i = 0; i < 2; i++) Console.WriteLine($"  {(reviews.Praises[i] == 1 ? "praise:" : "blame: ")} {reviews.Texts[i]}");

    BagOfWords bag = new(seed: 1);
    Console.WriteLine("\nBag of words, the baseline");
    Fit(bag, []);
    ClassificationReport baseline = Judge(bag.Predict);

    Sentiment model = new(seed: 1);
    TrainingHistory history = new();
    Console.WriteLine("\nLSTM");
    Fit(model, [history]);
    ClassificationReport report = Judge(model.Predict);

    Console.WriteLine();
    Console.WriteLine(report);
    Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"bag of words: accuracy {baseline.Accuracy:0.0000}, F1 {baseline.Classes[1].F1:0.0000}, ROC area {baseline.RocArea:0.0000}"));
    Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"LSTM:         accuracy {report.Accuracy:0.0000}, F1 {report.Classes[1].F1:0.0000}, ROC area {report.RocArea:0.0000}"));
    new HtmlReport("Reviews", "Made-up reviews, in which the last opinion counts").Add(Sentiment.Info).Add(history).Add(report, "Test reviews: LSTM").Add(baseline, "Test reviews: bag of words").Save("sequence-classifier.html");
    Console.WriteLine("the report is in sequence-classifier.html");

    // Stops after 5 measurements without an improvement, and puts the best weights back.
    void Fit(ITrainable<int, float> learner, ITrainingCallback[] callbacks)
    {
        using ConsoleProgress progress = new();
        Trainer<int, float> trainer = new(learner, new AdamW(learner.Store, 2e-3f), new TrainerOptions { ClipNorm = 1 });
        trainer.Fit(train, new FitOptions<int, float> { Steps = options.Steps, Validation = validation, ValidationEvery = Math.Min(100, options.Steps), Callbacks = [.. callbacks, progress, new EarlyStopping(patience: 5, improvement: 1e-3f, restoresBest: true)] });
    }

    ClassificationReport Judge(Prediction<int> predict) => Evaluate.Binary(predict, test, names: ["blame", "praise"]);
}
