using System;
using System.Globalization;
using System.Linq;
using GanSample;

const int Steps = 6000, Shown = 4000;
float[] real = [.. Enumerable.Range(0, Shown).Select(i => Duel.Real(1_000_000_000 + (ulong)i))];
Duel duel = new();
Console.WriteLine($"distance between real and generated numbers, before: {Distance()}");
for (int step = 1; step <= Steps; step++)
{
    float loss = duel.Step();
    if (step % 1000 == 0) Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"step {step}: discriminator's loss {loss:0.000} (log 2 = 0.693 is guessing), distance {Distance()}"));
}

Console.WriteLine();
Console.WriteLine(Histogram.Draw("real", real, "generated", duel.Generate(Shown)));

string Distance() => Histogram.Distance(real, duel.Generate(Shown)).ToString("0.000", CultureInfo.InvariantCulture);
