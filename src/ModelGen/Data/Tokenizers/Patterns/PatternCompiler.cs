using System;
using System.Collections.Generic;
using System.Globalization;

namespace ModelGen.Data.Tokenizers.Patterns;

/// <summary>Turns a pattern's tree into steps.</summary>
internal sealed class PatternCompiler
{
    // Each may be tried at each place of a text: so many take half a second for 100,000 equal characters. The largest published one known, of o200k, has 103.
    private const int Most = 500;

    // Each is tried at most once at each place of a text: published patterns have less than 40.
    private const int MostChoices = 64;

    private readonly List<PatternStep> _steps = [];

    /// <exception cref="FormatException">There are too many, or one could go on without end.</exception>
    public static PatternStep[] Compile(PatternNode node)
    {
        PatternCompiler compiler = new();
        compiler.Add(node);
        compiler.Add(new PatternStep(PatternCode.End));
        PatternStep[] steps = [.. compiler._steps];
        int slot = 0;
        for (int i = 0; i < steps.Length; i++)
        {
            steps[i] = steps[i] with { Slot = slot };
            if (steps[i].Code is PatternCode.Try or PatternCode.Many) slot++;
        }

        return slot <= MostChoices ? steps : throw new FormatException(string.Create(CultureInfo.InvariantCulture, $"its pattern has more than {MostChoices} choices"));
    }

    private int Add(PatternStep step)
    {
        if (_steps.Count >= Most) throw new FormatException(string.Create(CultureInfo.InvariantCulture, $"its pattern is too large: more than {Most} steps"));
        _steps.Add(step);
        return _steps.Count - 1;
    }

    private void Add(PatternNode node)
    {
        switch (node.Kind)
        {
            case PatternKind.One: Add(new PatternStep(PatternCode.One, node.Set)); break;
            case PatternKind.Place: Add(new PatternStep(PatternCode.Place, Place: node.Place)); break;
            case PatternKind.Sequence:
                foreach (PatternNode child in node.Children) Add(child);
                break;
            case PatternKind.Choice: AddChoice(node); break;
            case PatternKind.Repeat: AddRepeat(node); break;
            case PatternKind.Atomic when IsRun(node.Children[0]):
                for (int i = 0; i < node.Children[0].Least; i++) Add(node.Children[0].Children[0]);
                Add(new PatternStep(PatternCode.All, node.Children[0].Children[0].Set));
                break;
            case PatternKind.Atomic: AddOwn(node, PatternCode.Atomic); break;
            default: AddOwn(node, node.IsNegative ? PatternCode.LookNot : PatternCode.Look); break;
        }
    }

    private static bool IsRun(PatternNode node) => node is { Kind: PatternKind.Repeat, Most: int.MaxValue, IsLazy: false } && node.Children[0].Kind == PatternKind.One;

    private void AddOwn(PatternNode node, PatternCode code)
    {
        int at = Add(new PatternStep(code));
        Add(node.Children[0]);
        Add(new PatternStep(PatternCode.End));
        _steps[at] = new PatternStep(code, To: _steps.Count, Back: node.Kind == PatternKind.Behind ? node.Children[0].Length() ?? 0 : 0);
    }

    private void AddChoice(PatternNode node)
    {
        List<int> jumps = [];
        for (int i = 0; i < node.Children.Count - 1; i++)
        {
            int choice = Add(new PatternStep(PatternCode.Try));
            Add(node.Children[i]);
            jumps.Add(Add(new PatternStep(PatternCode.Jump)));
            _steps[choice] = new PatternStep(PatternCode.Try, To: choice + 1, Other: _steps.Count);
        }

        Add(node.Children[^1]);
        foreach (int jump in jumps) _steps[jump] = new PatternStep(PatternCode.Jump, To: _steps.Count);
    }

    private void AddRepeat(PatternNode node)
    {
        PatternNode child = node.Children[0];
        if (node.Most == int.MaxValue && child.CanBeEmpty())
        {
            // Rounds that use up nothing would never end. (x?)*, (x*)+ and the like are x*; nothing else of the kind has been seen.
            while (child is { Kind: PatternKind.Repeat, IsLazy: false } && child.CanBeEmpty()) child = child.Children[0];
            if (child.CanBeEmpty() || node.IsLazy) throw new FormatException("its pattern repeats without limit what may be empty");
            AddRepeat(new PatternNode { Kind = PatternKind.Repeat, Children = [child], Most = int.MaxValue });
            return;
        }

        for (int i = 0; i < node.Least; i++) Add(child);
        if (IsRun(node))
        {
            Add(new PatternStep(PatternCode.Many, child.Set));
            return;
        }

        List<int> choices = [];
        if (node.Most == int.MaxValue)
        {
            int choice = Add(new PatternStep(PatternCode.Try));
            choices.Add(choice);
            Add(child);
            Add(new PatternStep(PatternCode.Jump, To: choice));
        }
        else
        {
            for (int i = node.Least; i < node.Most; i++)
            {
                choices.Add(Add(new PatternStep(PatternCode.Try)));
                Add(child);
            }
        }

        foreach (int choice in choices)
        {
            _steps[choice] = node.IsLazy
                ? new PatternStep(PatternCode.Try, To: _steps.Count, Other: choice + 1)
                : new PatternStep(PatternCode.Try, To: choice + 1, Other: _steps.Count);
        }
    }
}
