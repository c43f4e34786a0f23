using System;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Threading;
using ModelGen.Data;
using ModelGen.Decoding;
using ModelGen.Training;

namespace CharGptSample;

/// <summary>One training from start to end: measure, train, save, measure, write.</summary>
internal sealed class TrainingRun
{
    private const int Batch = 4; // small: in little time, many small steps learn more than few large ones
    private const int MeasuringBatch = 32;
    private const int MeasuredTokens = 64 * 1024;
    private const int QuickTokens = 8 * 1024;
    private const int Written = 400;

    private readonly RunFolder _folder;
    private readonly Corpus _corpus;
    private readonly CharGpt _model;
    private readonly Budget _budget;
    private readonly Trainer<int, int> _trainer;
    private readonly TokenDataset _data;
    private readonly TokenDataset _heldOut;
    private readonly Checkpointer _checkpointer;

    /// <summary>Reads the text, makes the model and, to go on, loads the checkpoint.</summary>
    public TrainingRun(TrainOptions options)
    {
        RunPlan plan = options.ToPlan();
        _folder = options.Folder;
        _corpus = Corpus.Load(plan.Text, CharGpt.Window);
        _model = new CharGpt(plan.Seed);
        _budget = new Budget(plan);
        AdamW optimizer = new(_model.Store, beta2: 0.99f, weightDecay: 0.1f, decays: Optimizer.MatricesOnly);
        _trainer = new Trainer<int, int>(_model, optimizer, new TrainerOptions { Schedule = _budget, ClipNorm = 1 });
        _data = new TokenDataset(_corpus.Train, CharGpt.Window, Batch, seed: (ulong)plan.Seed);
        int measured = Math.Min(_corpus.HeldOut.Length, options.Quick ? QuickTokens : MeasuredTokens);
        _heldOut = new TokenDataset(_corpus.HeldOut.AsMemory(0, measured), CharGpt.Window, MeasuringBatch, TokenOrder.Sequential);
        _checkpointer = new Checkpointer(_folder, plan, _budget) { Trainer = _trainer };
        if (options.Resume) Checkpoint.Load(_folder.Checkpoint, _trainer, _data);
    }

    /// <summary>Does all of it.</summary>
    /// <exception cref="OperationCanceledException">Stopped by the user; the checkpoint is written.</exception>
    public void Execute(CancellationToken stop)
    {
        // A folder that cannot be written is better known before the work than behind it.
        if (File.Exists(_folder.Path)) throw new UserException($"'{_folder.Path}' is a file: give --folder a folder");
        Directory.CreateDirectory(_folder.Path);
        Alphabet.Tokenizer.Save(_folder.Tokenizer);

        Console.WriteLine(CharGpt.Info);
        Console.WriteLine(_corpus.Describe());
        float bigram = new BigramModel(_corpus.Train, Alphabet.Size).Loss(_heldOut);
        List<(string Name, float Loss)> losses = [("bigram counts", bigram), (Name(), _trainer.Evaluate(_heldOut))];
        foreach ((string name, float loss) in losses) Console.WriteLine(Line(name, loss, bigram));
        Console.WriteLine();

        Train(stop);
        _model.Save(_folder.Weights);
        _checkpointer.Save();
        losses.Add((Name(), _trainer.Evaluate(_heldOut)));

        Console.WriteLine();
        Console.WriteLine("Loss on the held-out text, in nats per character:");
        foreach ((string name, float loss) in losses) Console.WriteLine(Line(name, loss, bigram));
        Console.WriteLine();
        TextStream.Write(_model, Alphabet.Tokenizer, "public ", Written, new SamplingOptions(Temperature: 0.8f, Seed: 1), stop);
        Console.WriteLine();
        Console.WriteLine($"The weights are in {RunFolder.Show(_folder.Weights)}");
        Console.WriteLine("To write more: generate --prompt \"public \"; to learn more: train --resume");
    }

    private void Train(CancellationToken stop)
    {
        long first = _trainer.Steps;
        try
        {
            _budget.Start();
            TrainingView.Create().Show(report =>
            {
                Meter meter = new(_budget, _budget.Used(first), report);
                _trainer.Fit(_data, new FitOptions<int, int> { Steps = long.MaxValue, Progress = meter, Callbacks = [_budget, _checkpointer] }, stop);
            });
        }
        catch (OperationCanceledException)
        {
            if (_trainer.Steps == first) throw new OperationCanceledException("stopped before the first step; nothing has changed");
            _checkpointer.Save();
            throw new OperationCanceledException(string.Create(CultureInfo.InvariantCulture, $"stopped at step {_trainer.Steps}; a checkpoint is in '{RunFolder.Show(_folder.Path)}': go on with train --resume"));
        }
    }

    private string Name() => _trainer.Steps == 0 ? "CharGpt before training" : string.Create(CultureInfo.InvariantCulture, $"CharGpt after {_trainer.Steps:N0} steps");

    private static string Line(string name, float loss, float bigram) => string.Create(CultureInfo.InvariantCulture, $"  {name,-30} {loss:0.000}   {loss / bigram:0.00} x bigram");
}
