using System;
using System.Globalization;
using System.Linq;
using System.Numerics.Tensors;
using ModelGen.Decoding;
using ModelGen.Samples;
using ModelGen.Training;
using TranslatorSample;

return SampleCommand.Run(args, "A Transformer learns to translate numbers in words from English to German.", steps: 600, data: null, Learn);

static void Learn(SampleOptions options)
{
    const int Batch = 64, Tested = 200;
    Random random = new(1);
    NumberTranslator model = new(seed: 1);
    Trainer<NumberTranslator.Batch> trainer = new(model, new AdamW(model.Store), new TrainerOptions { Schedule = new OneCycleSchedule(peak: 4e-3f, options.Steps), ClipNorm = 1 });
    NumberTranslator.Batch batch = new();
    double sum = 0;
    int summed = 0;
    for (int step = 1; step <= options.Steps; step++)
    {
        Fill();
        (sum, summed) = (sum + trainer.Step(batch), summed + 1);
        if (step % 100 != 0 && step != options.Steps) continue;
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"step {step}: loss {sum / summed:0.000} nats a word"));
        (sum, summed) = (0, 0);
    }

    int greedy = 0, beam = 0;
    for (int i = 0; i < Tested; i++)
    {
        int number = Number(isTest: true);
        string wanted = Numbers.German(Numbers.GermanTokens(number)), first = Greedy(number), best = Best(number);
        (greedy, beam) = (greedy + (first == wanted ? 1 : 0), beam + (best == wanted ? 1 : 0));
        if (i < 5) Console.WriteLine($"{Numbers.English(number)} -> {best}");
    }

    Console.WriteLine($"right of {Tested} numbers that it has not seen: {greedy} greedily, {beam} by beam search");

    string Greedy(int number) => Numbers.German(Decoder(number).Generate([Numbers.Begin], Numbers.Longest, SamplingOptions.Greedy with { StopSequences = [[Numbers.End]] }));

    string Best(int number) => Numbers.German(Decoder(number).Search([Numbers.Begin], Numbers.Longest, new BeamOptions(Width: 4, EndToken: Numbers.End))[0].Tokens);

    TokenDecoder Decoder(int number)
    {
        int[] english = Numbers.EnglishTokens(number);
        return model.CreateDecoder(new ReadOnlyTensorSpan<int>(english, [1, english.Length]));
    }

    // Every seventh number is held out; short ones come as often as long ones.
    int Number(bool isTest)
    {
        int number;
        do number = random.Next((int)Math.Pow(10, random.Next(1, 7)));
        while ((number % 7 == 3) != isTest);
        return number;
    }

    void Fill()
    {
        int[] numbers = [.. Enumerable.Range(0, Batch).Select(_ => Number(isTest: false))];
        int[][] english = [.. numbers.Select(Numbers.EnglishTokens)], german = [.. numbers.Select(Numbers.GermanTokens)];
        int length = english.Max(words => words.Length), steps = german.Max(words => words.Length) + 1;
        batch.Resize(Batch, length, steps);
        batch.English.Values.Clear(); // padding
        batch.German.Values.Fill(Numbers.End);
        batch.Target.Values.Fill(-100); // steps that do not count
        for (int i = 0; i < Batch; i++)
        {
            english[i].CopyTo(batch.English.Values[(i * length)..]);
            Span<int> before = batch.German.Values.Slice(i * steps, steps), after = batch.Target.Values.Slice(i * steps, steps);
            before[0] = Numbers.Begin;
            german[i].CopyTo(before[1..]);
            german[i].CopyTo(after);
            after[german[i].Length] = Numbers.End;
        }
    }
}
