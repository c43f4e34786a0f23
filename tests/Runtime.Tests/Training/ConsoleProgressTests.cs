using System;
using System.IO;
using System.Linq;
using ModelGen.Training;
using Spectre.Console;
using Xunit;

namespace ModelGen.Runtime.Tests.Training;

public sealed class ConsoleProgressTests
{
    [Fact]
    public void RedirectedThereIsALineForEachEpoch()
    {
        string[] lines = Run(isTerminal: false, new FitOptions<float, int> { Epochs = 3, Validation = ToyData.Make(8, seed: 2) }).Split(Environment.NewLine);
        Assert.Equal(4, lines.Length);
        Assert.Equal("", lines[3]);
        for (int epoch = 0; epoch < 3; epoch++) Assert.Matches($@"^epoch {epoch + 1}/3  [\d.]+ s  loss \d\.\d{{4}}  held-out loss \d\.\d{{4}}$", lines[epoch]);
    }

    [Fact]
    public void RedirectedThereIsALineForEachMeasurement()
    {
        string[] lines = Run(isTerminal: false, new FitOptions<float, int> { Steps = 5, Validation = ToyData.Make(8, seed: 2), ValidationEvery = 2 }).Split(Environment.NewLine);
        Assert.Equal(["step 2/5", "step 4/5", "step 5/5", ""], lines.Select(line => line.Split("  ")[0]));
        Assert.All(lines[..3], line => Assert.Contains("held-out loss", line, StringComparison.Ordinal));
    }

    [Fact]
    public void OnATerminalABarIsDrawnOverAndTakenAway()
    {
        string text = Run(isTerminal: true, new FitOptions<float, int> { Epochs = 2 });
        string[] drawn = text.Split("\r\u001b[2K");
        Assert.StartsWith("epoch 1/2 ", drawn[0], StringComparison.Ordinal);
        Assert.Contains("1/4", drawn[0], StringComparison.Ordinal);
        Assert.Contains('─', drawn[0]);
        Assert.Contains(" left  loss ", text, StringComparison.Ordinal);
        Assert.Contains("\r\u001b[2Kepoch 1/2  ", text, StringComparison.Ordinal); // the line takes the bar's place
        Assert.DoesNotContain('━', drawn[^1]);
        // No line is as wide as the terminal: nothing wraps.
        Assert.All(text.Split('\n', '\r'), line => Assert.True(Plain(line).Length < 60, line));
    }

    [Fact]
    public void ANarrowTerminalIsNotWrapped() =>
        Assert.All(Run(isTerminal: true, new FitOptions<float, int> { Steps = 4 }, width: 24).Split('\r'), line => Assert.True(!line.Contains('─', StringComparison.Ordinal) || Plain(line).Length < 24, line));

    private static string Plain(string line) => System.Text.RegularExpressions.Regex.Replace(line, "\u001b\\[[0-9;]*[A-Za-z]", "");

    private static string Run(bool isTerminal, FitOptions<float, int> options, int width = 60)
    {
        using StringWriter writer = new();
        IAnsiConsole console = AnsiConsole.Create(new AnsiConsoleSettings
        {
            Ansi = isTerminal ? AnsiSupport.Yes : AnsiSupport.No,
            Interactive = isTerminal ? InteractionSupport.Yes : InteractionSupport.No,
            ColorSystem = isTerminal ? ColorSystemSupport.Standard : ColorSystemSupport.NoColors,
            Out = new AnsiConsoleOutput(writer),
        });
        console.Profile.Width = width;
        console.Profile.Capabilities.Unicode = true;
        ReferenceMlp model = new();
        using (ConsoleProgress progress = new(console, new Hasty()))
        {
            new Trainer<float, int>(model, new Sgd(model.Store)).Fit(ToyData.Make(32), options with { Callbacks = [progress] });
        }

        return writer.ToString();
    }

    // A second passes at each look.
    private sealed class Hasty : TimeProvider
    {
        private long _now;

        public override long TimestampFrequency => 1;

        public override long GetTimestamp() => ++_now;
    }
}
