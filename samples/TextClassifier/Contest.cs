using System;
using System.Globalization;
using System.Linq;
using System.Numerics.Tensors;
using ModelGen;
using ModelGen.Data;
using ModelGen.Evaluation;
using ModelGen.Reports;
using ModelGen.Samples;
using ModelGen.Training;

namespace TextClassifierSample;

/// <summary>The same texts, parts and tokenizer for every model.</summary>
internal sealed class Contest
{
    private readonly LabelledTexts _texts;
    private readonly SequenceDataset<int> _train, _validation, _test;
    private readonly int _steps;

    public Contest(LabelledTexts texts, int steps)
    {
        DataSplit split = DataSplit.Stratified(texts.Labels, validation: 0.1, test: 0.1, seed: 1);
        BpeTokenizer tokenizer = BpeTokenizer.Train(split.Train.Select(i => texts.Texts[i]), TextNet.Pieces);

        // Id 0 is padding: pieces begin behind it.
        int[][] ids = [.. texts.Texts.Select(text => Array.ConvertAll(tokenizer.Encode(text), piece => piece + 1))];
        SequenceDataset<int> all = new(ids, texts.Labels, TextNet.Longest, TextNet.Padding, batch: 32, seed: 1);
        (_texts, _steps) = (texts, steps);
        (_train, _validation, _test) = (all.Take(split.Train), all.Take(split.Validation, batch: 100, shuffle: false), all.Take(split.Test, batch: 100, shuffle: false));
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{texts.From}: {_train.Examples:N0} texts to learn from, {_validation.Examples:N0} to stop by, {_test.Examples:N0} to judge by; {texts.Names.Length} classes"));
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{tokenizer.Vocabulary} pieces, {texts.Texts.Average(text => text.Length) / ids.Average(text => text.Length):0.0} characters to a piece"));
    }

    /// <summary>Trains a model, judges it, prints and writes the report.</summary>
    public ClassificationReport Enter(string name, ModelInfo info, ITrainable<int, int> model, Prediction<int> predict, float rate, string path)
    {
        Console.WriteLine($"\n--- {name}");
        TrainingHistory history = new();
        using ConsoleProgress progress = new();
        EarlyStopping stopping = new(patience: 4, restoresBest: true);
        Trainer<int, int> trainer = new(model, new AdamW(model.Store, groups: [ParameterGroup.NoDecayOnVectors]), new TrainerOptions { Schedule = new OneCycleSchedule(rate, _steps), ClipNorm = 1 });
        TrainingProgress last = trainer.Fit(_train, new FitOptions<int, int> { Steps = _steps, Validation = _validation, ValidationEvery = Math.Min(100, _steps), Callbacks = [history, progress, stopping] });
        ClassificationReport report = Evaluate.Classifier(UsedOutputs(predict), _test, _texts.Names.Length, _texts.Names);
        new HtmlReport($"Text classification: {name}", _texts.From).Add(info).Add(history).Add(report, "Test texts").Save(path);
        Console.WriteLine();
        Console.WriteLine(report);
        Console.WriteLine(CurveTable.Draw(report));
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{last.Elapsed.TotalSeconds:0} s of training; the report is in {path}"));
        return report;
    }

    // The models have outputs for the most classes; those behind the last class are left out.
    private Prediction<int> UsedOutputs(Prediction<int> predict) => (input, output) =>
    {
        int examples = (int)input.Lengths[0];
        float[] logits = new float[examples * TextNet.MostClasses];
        predict(input, new TensorSpan<float>(logits, [examples, TextNet.MostClasses]));
        for (int row = 0; row < examples; row++)
        {
            for (int label = 0; label < _texts.Names.Length; label++) output[row, label] = logits[(row * TextNet.MostClasses) + label];
        }
    };
}
