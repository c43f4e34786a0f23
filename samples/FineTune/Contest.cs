using System;
using System.Collections.Generic;
using System.Linq;
using ModelGen;
using ModelGen.Data;
using ModelGen.Evaluation;
using ModelGen.Samples;
using ModelGen.Training;
using ModelGen.Weights;

namespace FineTuneSample;

/// <summary>One way to train, and what came of it.</summary>
/// <param name="Trained">Numbers that the optimizer changes.</param>
/// <param name="Memory">Bytes of gradients and of what the optimizer remembers.</param>
/// <param name="Seconds">Of training.</param>
internal sealed record Result(string Name, long Trained, double Share, long Memory, double Seconds, double Accuracy);

/// <summary>The same texts, parts and tokenizer for every way.</summary>
internal sealed class Contest
{
    private const int Longest = 64; // tokens
    private const int Learnt = 40; // texts of each library

    private readonly SequenceDataset<int> _train, _test;
    private readonly ApiTexts _texts;
    private readonly int _steps;

    public Contest(int steps)
    {
        _steps = steps;
        int judged = steps < 60 ? 20 : 80; // judging takes longer than a short run
        _texts = ApiTexts.Read(Learnt + judged);
        PretrainedTokenizer tokenizer = PretrainedTokenizer.Load(MiniLmFiles.Vocabulary);
        EncodingOptions cut = new() { Maximum = Longest };
        int[][] ids = [.. _texts.Texts.Select(text => tokenizer.Tokenize(text, options: cut).Ids)];
        DataSplit split = DataSplit.Stratified(_texts.Labels, validation: 0, test: judged / (double)(Learnt + judged), seed: 1);
        SequenceDataset<int> all = new(ids, _texts.Labels, Longest, padding: 0, batch: 16, seed: 1);
        (_train, _test) = (all.Take(split.Train), all.Take(split.Test, batch: 50, shuffle: false));
        Console.WriteLine($"summaries of .NET's members, of {_texts.Names.Length} libraries: {_train.Examples} to learn from, {_test.Examples} to judge by");
    }

    /// <summary>The whole model, with or without published weights.</summary>
    public Result Whole(bool isPublished, float rate)
    {
        TopicNet model = isPublished ? Published() : new(seed: 1);
        return Fit(isPublished ? "fine-tuned" : "from nothing", model, model, model.Store, rate, touched: model.Store.Parameters);
    }

    /// <summary>Changes of rank 8 of queries and values, and the new head.</summary>
    public Result LowRank(float rate)
    {
        TopicNet model = Published();
        Lora lora = new(model.Store, new LoraOptions { Rank = 8, Alpha = 16, Targets = "query,value", Whole = "bert.pooler.dense,classifier" });
        Result result = Fit("LoRA, rank 8", model, lora.Train((ITrainable<Batch<int, int>>)model), lora.Store, rate, touched: lora.Changed);
        Console.WriteLine(FormattableString.Invariant($"LoRA trains {100 * lora.Share:0.00} % of the model"));
        return result;
    }

    // The pooler of the published file is another task's: the head begins anew.
    private static TopicNet Published()
    {
        TopicNet model = new(seed: 1);
        Console.WriteLine($"{model.Load(MiniLmFiles.Weights, new LoadOptions { AllowMissing = true }).Loaded.Count} tensors of the checkpoint are taken");
        return model;
    }

    private Result Fit(string name, TopicNet model, ITrainable<Batch<int, int>> training, ParameterStore store, float rate, IEnumerable<Parameter> touched)
    {
        Console.WriteLine($"\n--- {name}");
        AdamW optimizer = new(store, groups: [ParameterGroup.NoDecayOnVectors]);
        Trainer<Batch<int, int>> trainer = new(training, optimizer, new TrainerOptions { Schedule = new OneCycleSchedule(rate, _steps), ClipNorm = 1 });
        using ConsoleProgress progress = new();
        _train.Position = default;
        TrainingProgress last = trainer.Fit(_train, new FitOptions<Batch<int, int>> { Steps = _steps, Callbacks = [progress] });
        ClassificationReport report = Evaluate.Classifier<int>(model.Predict, _test, ApiTexts.Topics, _texts.Names);
        long trained = store.Parameters.Sum(parameter => (long)parameter.Count);
        long memory = sizeof(float) * (touched.Sum(parameter => (long)parameter.Count) + (ReferenceEquals(store, model.Store) ? 0 : trained) + (2 * trained));
        return new Result(name, trained, trained / (double)TopicNet.Info.Parameters, memory, last.Elapsed.TotalSeconds, report.Accuracy);
    }
}
