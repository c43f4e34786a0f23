using System;
using System.Collections.Generic;
using System.Globalization;

namespace ModelGen.Data;

/// <summary>Cross-validation: each example is held out once.</summary>
public static class Folds
{
    /// <summary>Parts of about the same size, at random.</summary>
    /// <param name="count">The number of examples.</param>
    /// <param name="folds">The number of parts, from 2 to <paramref name="count"/>.</param>
    /// <param name="seed">The seed of the order.</param>
    /// <returns>For each part, the examples to train on and those to judge by.</returns>
    public static IReadOnlyList<(int[] Train, int[] HeldOut)> Random(int count, int folds, ulong seed = 0) => Stratified(new int[Positive(count)], folds, seed);

    /// <summary>Parts that have each class in about the same number.</summary>
    /// <param name="labels">The class id of each example.</param>
    /// <param name="folds">The number of parts, at least 2; no class has fewer examples.</param>
    /// <param name="seed">The seed of the order.</param>
    /// <returns>For each part, the examples to train on and those to judge by.</returns>
    /// <exception cref="ArgumentException">A class has fewer examples than there are parts.</exception>
    public static IReadOnlyList<(int[] Train, int[] HeldOut)> Stratified(ReadOnlySpan<int> labels, int folds, ulong seed = 0)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(folds, 2);
        int[] order = new int[labels.Length];
        for (int i = 0; i < order.Length; i++) order[i] = i;
        EpochOrder.Shuffle(order, seed);
        SortedDictionary<int, List<int>> classes = [];
        foreach (int example in order)
        {
            if (!classes.TryGetValue(labels[example], out List<int>? members)) classes.Add(labels[example], members = []);
            members.Add(example);
        }

        // Dealt out like cards, class after class: sizes differ by one at most.
        int[] part = new int[labels.Length];
        int next = 0;
        foreach ((int label, List<int> members) in classes)
        {
            if (members.Count < folds) throw new ArgumentException(string.Create(CultureInfo.InvariantCulture, $"Class {label} has {members.Count} examples, too few for {folds} folds"), nameof(labels));
            foreach (int example in members) part[example] = next++ % folds;
        }

        (int[], int[])[] found = new (int[], int[])[folds];
        for (int fold = 0; fold < folds; fold++) found[fold] = (Array.FindAll(order, example => part[example] != fold), Array.FindAll(order, example => part[example] == fold));
        return found;
    }

    private static int Positive(int count) => count > 0 ? count : throw new ArgumentOutOfRangeException(nameof(count), "There are no examples");
}
