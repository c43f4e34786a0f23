using System;
using System.Collections.Generic;
using System.Linq;
using ModelGen.Compiler.Ir;
using ModelGen.Compiler.Ops.Repeat;
using ModelGen.Compiler.Passes;

namespace ModelGen.Tests.Emitted;

using Graph = ModelGen.Compiler.Ir.Graph;
using Symbol = ModelGen.Compiler.Ir.Symbol;

/// <summary>
/// Runs a memory plan with labels in place of numbers: a node writes its outputs' labels over the ranges that the plan gives them, and finds
/// its inputs' labels where the plan says, or the plan is wrong. It knows nothing of how the planner decides.
/// </summary>
internal sealed class PlanSimulator
{
    // Results lie apart, further than any of them is long.
    private const long ResultSpan = 1L << 40;

    private readonly Dictionary<Symbol, long> _symbols;
    private readonly Dictionary<Region, List<(long Start, long End, object Label)>> _memory = [];
    private readonly Dictionary<Value, object> _labels = [];
    private readonly Dictionary<(CallSlots Call, string Part), object> _parts = [];
    private readonly List<Value> _kept = [];
    private Frame _frame;
    private int[]? _wanted; // results whose spans there are; null for all

    private PlanSimulator(Frame frame, Dictionary<Symbol, long> symbols) => (_frame, _symbols) = (frame, symbols);

    /// <summary>All passes of a plan for one batch size and one length.</summary>
    /// <exception cref="InvalidOperationException">A value is not where it should be.</exception>
    public static void Check(PlannedModel plan, int batch, int length)
    {
        var symbols = plan.Model.Main.Symbols.Append(Symbol.Length).Distinct().ToDictionary(symbol => symbol, symbol => symbol.Kind == SymbolKind.Batch ? batch : (long)length);
        foreach (PlannedPass pass in plan.Prediction.Concat(plan.Decoding))
        {
            new PlanSimulator(pass.Frame, symbols).Prediction(pass);
        }

        foreach (PlannedTraining pass in plan.Training)
        {
            bool isMain = pass == plan.Training[^1];
            symbols[FrameSymbols.Saved(pass.Graph.Forward)] = Align(pass.Frames.Forward.Saved.Total.Evaluate(symbol => symbols[symbol]));
            int[] all = [.. Enumerable.Range(0, pass.Graph.InputGradients.Count).Where(input => pass.Graph.InputGradients[input] is not null)];
            int[][] wishes = isMain ? [.. Enumerable.Range(0, 1 << all.Length).Select(mask => all.Where((_, i) => (mask & (1 << i)) != 0).ToArray())] : [all];
            foreach (int[] wanted in wishes)
            {
                new PlanSimulator(pass.Frames.Forward, symbols).Training(pass, isMain, wanted);
            }
        }
    }

    private void Prediction(PlannedPass pass)
    {
        Run(pass.Nodes);
        ReadResults(pass.Graph.Outputs);
    }

    private void Training(PlannedTraining pass, bool isMain, int[] wanted)
    {
        Run(pass.Graph.Forward.Nodes);
        if (!isMain)
        {
            ReadResults(pass.Graph.Forward.Outputs);
        }

        foreach (Value output in isMain ? pass.Graph.Forward.Outputs : [])
        {
            Read(output);
            if (!pass.Graph.Backward.SelectMany(node => node.Inputs).Any(input => input is not null && SamePlace(pass.Frames, input, output)))
            {
                Write(pass.Frames.Forward.Places[output], output, new object()); // the loss writes its gradient over the output
            }
        }

        _memory.Remove(Region.Scratch);
        _memory.Remove(Region.Result);
        _frame = pass.Frames.Backward;
        _wanted = wanted;
        HashSet<Node> needed = Closure(pass.Graph.Backward, wanted.Select(input => pass.Graph.InputGradients[input]));
        Run(isMain ? pass.Graph.Backward.Where(needed.Contains) : pass.Graph.Backward);
        ReadResults(pass.Graph.InputGradients);
    }

    /// <summary>Each result that is asked for lies in its span, or is copied there.</summary>
    private void ReadResults(IReadOnlyList<Value?> results)
    {
        for (int i = 0; i < results.Count; i++)
        {
            if (results[i] is { } result && _wanted?.Contains(i) != false)
            {
                Read(result);
                bool isCopied = _frame.Copies.Contains(new(result, i));
                Require(isCopied || (_frame.Places[result] is { Region: Region.Result } place && place.Slot == i), $"{result} does not reach the result");
            }
        }
    }

    private static bool SamePlace(TrainingFrames frames, Value input, Value output) =>
        frames.Backward.Places.TryGetValue(input, out Place? place) && place.Equals(frames.Forward.Places[output]);

    // What has an effect or gives a wanted result, and what that reads: by the values alone.
    private static HashSet<Node> Closure(IReadOnlyList<Node> nodes, IEnumerable<Value?> wanted)
    {
        HashSet<Value?> results = [.. wanted];
        var needed = new HashSet<Node>(nodes.Where(node => node.Op.HasEffect || node.Outputs.Any(results.Contains)));
        for (int count = -1; count != needed.Count;)
        {
            count = needed.Count;
            var read = new HashSet<Value?>(needed.SelectMany(node => node.Inputs));
            needed.UnionWith(nodes.Where(node => node.Outputs.Any(read.Contains)));
        }

        return needed;
    }

    private void Run(IEnumerable<Node> nodes)
    {
        foreach (Node node in nodes)
        {
            Step(node);
        }
    }

    private void Step(Node node)
    {
        Value[] inputs = [.. node.Inputs.Where(input => input is { Parameter: null }).Select(input => input!)];
        foreach (Value input in inputs)
        {
            Read(input);
        }

        CallSlots? call = node.Op switch
        {
            RepeatGradientOp backward => _frame.Calls[backward.Forward],
            RepeatOp => _frame.Calls.GetValueOrDefault(node),
            _ => null,
        };
        if (node.Op is RepeatGradientOp)
        {
            ReadPart(call!, "frames", call!.Frames);
            ReadPart(call!, "chain", call!.Chain);
        }

        if (node.Op.IsAlias && _frame.Places[node.Output].Equals(_frame.Places[node.Input(0)]))
        {
            _labels[node.Output] = Label(node.Input(0));
            return;
        }

        var written = new List<(Place Place, Value Value)>();
        for (int o = 0; o < node.Outputs.Count; o++)
        {
            if (_frame.Places.TryGetValue(node.Outputs[o], out Place? place))
            {
                foreach (Value input in inputs.Where(input => Overlap(place, node.Outputs[o], _frame.Places[input], input)))
                {
                    bool inPlace = o == 0 && node.Op.MayOverwrite >= 0 && node.Inputs[node.Op.MayOverwrite] == input && place.Equals(_frame.Places[input]) && inputs.Count(other => Overlap(place, input, _frame.Places[other], other)) == 1;
                    Require(inPlace, $"{node.Op.Name} writes {node.Outputs[o]} over its input {input}");
                }

                written.Add((place, node.Outputs[o]));
            }
            else
            {
                Require(o > 0, $"{node.Op.Name} has no place for {node.Outputs[o]}");
            }
        }

        foreach (Value temporary in _frame.Temporaries.GetValueOrDefault(node, []))
        {
            Place place = _frame.Places[temporary];
            Require(!inputs.Any(input => Overlap(place, temporary, _frame.Places[input], input)), $"{node.Op.Name} alternates over its input");
            written.Add((place, temporary));
        }

        for (int i = 0; i < written.Count; i++)
        {
            Require(!written.Take(i).Any(other => Overlap(written[i].Place, written[i].Value, other.Place, other.Value)), $"{node.Op.Name} writes two values to one place");
            _labels[written[i].Value] = written[i].Value;
            Write(written[i].Place, written[i].Value, written[i].Value);
        }

        if (node.Op is RepeatOp && call is not null)
        {
            WritePart(call, "frames", call.Frames);
            WritePart(call, "chain", call.Chain);
        }
    }

    private object Label(Value value) => _labels.GetValueOrDefault(value, value);

    private void Read(Value value)
    {
        Require(_frame.Places.TryGetValue(value, out Place? place), $"{value} has no place");
        if (place!.Region != Region.Argument)
        {
            (long start, long end) = Range(place, value);
            Require(Cells(place.Region).Contains((start, end, Label(value))), $"{value} is no longer at {place.Region} {start}..{end}");
        }
    }

    private void Write(Place place, Value value, object label)
    {
        Require(place.Region != Region.Argument, $"{value} is written over an argument");
        Require(place.Region != Region.Result || _wanted?.Contains(place.Slot) != false, $"{value} is written to a result that nobody wants");
        (long start, long end) = Range(place, value);
        Put(place.Region, start, end, label);
    }

    private void WritePart(CallSlots call, string part, int slot)
    {
        if (slot >= 0)
        {
            object label = _parts[(call, part)] = new object();
            (long start, long end) = Slot(_frame.Saved, slot);
            Put(Region.Saved, start, end, label);
        }
    }

    private void ReadPart(CallSlots call, string part, int slot)
    {
        if (slot >= 0)
        {
            (long start, long end) = Slot(_frame.Saved, slot);
            Require(Cells(Region.Saved).Contains((start, end, _parts[(call, part)])), $"the {part} of a call are overwritten");
        }
    }

    private void Put(Region region, long start, long end, object label)
    {
        Cells(region).RemoveAll(cell => cell.Start < end && start < cell.End);
        Cells(region).Add((start, end, label));
    }

    private bool Overlap(Place one, Value first, Place other, Value second)
    {
        if (one.Region != other.Region || one.Region == Region.Argument)
        {
            return false;
        }

        ((long start, long end), (long otherStart, long otherEnd)) = (Range(one, first), Range(other, second));
        return start < otherEnd && otherStart < end;
    }

    private (long Start, long End) Range(Place place, Value value)
    {
        long count = Size(value.Type.Count);
        if (place.Region == Region.Result)
        {
            return (place.Slot * ResultSpan, (place.Slot * ResultSpan) + count);
        }

        if (place.Region == Region.Cache)
        {
            // By lengths at their largest, which a drawn one may exceed: apart, as results are.
            int index = _kept.IndexOf(place.Kept!);
            _kept.AddRange(index < 0 ? [place.Kept!] : []);
            long at = (index < 0 ? _kept.Count - 1 : index) * ResultSpan;
            return (at, at + count);
        }

        (long start, long end) = Slot(place.Region == Region.Saved ? _frame.Saved : _frame.Scratch, place.Slot);
        Require(start + count <= end, $"{value} does not fit its slot");
        return (start, start + count);
    }

    private (long Start, long End) Slot(Slots slots, int slot)
    {
        long start = Size(slots.Offset(slot)), end = start + Size(slots.Size(slot));
        Require(start >= 0 && end <= Size(slots.Total), "a slot is out of range");
        return (start, end);
    }

    private List<(long Start, long End, object Label)> Cells(Region region) =>
        _memory.TryGetValue(region, out var cells) ? cells : _memory[region] = [];

    private long Size(Dim dim) => dim.Evaluate(symbol => _symbols[symbol]);

    private static long Align(long floats) => (floats + 15) & ~15L;

    private static void Require(bool condition, string problem)
    {
        if (!condition)
        {
            throw new InvalidOperationException(problem);
        }
    }
}
