using System;
using System.Collections.Generic;
using System.Globalization;
using ModelGen.Cpu;

namespace ModelGen.Data;

/// <summary>Which examples are for training, validation and test. No example is in two parts, each is in one.</summary>
/// <param name="Train">Places of examples to learn from.</param>
/// <param name="Validation">Places of examples to choose by; may be empty.</param>
/// <param name="Test">Places of examples to judge by; may be empty.</param>
public sealed record DataSplit(int[] Train, int[] Validation, int[] Test)
{
    /// <summary>Parts drawn at random.</summary>
    /// <param name="examples">How many examples there are.</param>
    /// <param name="validation">The part for validation, 0 to 1.</param>
    /// <param name="test">The part for test, 0 to 1; the rest is for training.</param>
    /// <param name="seed">The seed of the choice.</param>
    /// <exception cref="ArgumentException">A part that is asked for, or the rest, would be empty.</exception>
    public static DataSplit Random(int examples, double validation = 0.1, double test = 0.1, ulong seed = 0)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(examples, 1);
        CheckParts(validation, test);
        int[] order = new int[examples];
        for (int i = 0; i < examples; i++) order[i] = i;
        EpochOrder.Shuffle(order, seed);
        (int forValidation, int forTest) = Counts(examples, validation, test);
        int rest = examples - forValidation - forTest;
        if (rest < 1) throw new ArgumentException(string.Create(CultureInfo.InvariantCulture, $"{examples} examples are too few for these parts: none is left to train on"), nameof(examples));
        return new DataSplit(order[..rest], order[rest..(rest + forValidation)], order[(rest + forValidation)..]);
    }

    /// <summary>Parts drawn at random within each class, so that all parts have the classes in the same proportion, but at least one example of each.</summary>
    /// <param name="labels">The class of each example.</param>
    /// <param name="validation">The part for validation, 0 to 1.</param>
    /// <param name="test">The part for test, 0 to 1; the rest is for training.</param>
    /// <param name="seed">The seed of the choice.</param>
    /// <exception cref="ArgumentException">A class has too few examples to be in every part.</exception>
    public static DataSplit Stratified(ReadOnlySpan<int> labels, double validation = 0.1, double test = 0.1, ulong seed = 0)
    {
        if (labels.IsEmpty) throw new ArgumentException("There are no examples: give one label for each", nameof(labels));
        CheckParts(validation, test);
        SortedDictionary<int, List<int>> classes = [];
        for (int i = 0; i < labels.Length; i++)
        {
            if (!classes.TryGetValue(labels[i], out List<int>? members)) classes.Add(labels[i], members = []);
            members.Add(i);
        }

        List<int> trainPart = [], validationPart = [], testPart = [];
        foreach ((int label, List<int> members) in classes)
        {
            int[] order = [.. members];
            EpochOrder.Shuffle(order, CounterRandom.Derive(seed, (ulong)label));
            (int forValidation, int forTest) = Counts(order.Length, validation, test);
            int rest = order.Length - forValidation - forTest;
            if (rest < 1) throw TooFew(label, order.Length, 1 + (validation > 0 ? 1 : 0) + (test > 0 ? 1 : 0));
            trainPart.AddRange(order.AsSpan(0, rest));
            validationPart.AddRange(order.AsSpan(rest, forValidation));
            testPart.AddRange(order.AsSpan(rest + forValidation));
        }

        // Not class after class: a source without shuffling would show them so.
        int[][] parts = [[.. trainPart], [.. validationPart], [.. testPart]];
        for (int i = 0; i < parts.Length; i++) EpochOrder.Shuffle(parts[i], CounterRandom.Derive(seed, ~(ulong)i));
        return new DataSplit(parts[0], parts[1], parts[2]);
    }

    // A part that is asked for has at least one.
    private static (int Validation, int Test) Counts(int examples, double validation, double test) => (Count(examples, validation), Count(examples, test));

    private static int Count(int examples, double part) => part == 0 ? 0 : Math.Max(1, (int)Math.Round(examples * part, MidpointRounding.AwayFromZero));

    private static void CheckParts(double validation, double test)
    {
        if (validation >= 0 && test >= 0 && validation + test < 1) return;
        throw new ArgumentOutOfRangeException(nameof(validation), string.Create(CultureInfo.InvariantCulture,
            $"The parts for validation ({validation}) and test ({test}) are not both 0 or more with a sum below 1: leave something to train on"));
    }

    private static ArgumentException TooFew(int label, int examples, int parts) =>
        new(string.Create(CultureInfo.InvariantCulture, $"Class {label} has {examples} {(examples == 1 ? "example" : "examples")}, too few for {parts} parts: add examples, leave the class out, or ask for fewer or smaller parts"));
}
