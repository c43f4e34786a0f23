using System.Collections.Generic;
using System.Globalization;
using System.Linq;

namespace ModelGen.Compiler.Emit.TorchSharp;

/// <summary>Modules that are called by numbers in a weight file: a <c>ModuleList</c>, as one writes them by hand. Numbers that are left out hold an identity.</summary>
internal static class TorchList
{
    // What stands between two modules of a sequence, such as activations; more is no sequence.
    private const int Longest = 1000;

    private const string Plain = "Sharp::torch.nn.Module<Sharp::torch.Tensor, Sharp::torch.Tensor>";

    public static string Of(string element) => $"{TorchText.Modules}ModuleList<{element}>";

    public static string Type(TorchClass list) => Of(Element(list));

    /// <summary>Whether a word of a name is the place of a module in a list.</summary>
    public static bool IsPlace(string word) => word.All(c => c is >= '0' and <= '9') && (word == "0" || (word.Length > 0 && word[0] != '0')) && word.Length <= 4 && Place(word) < Longest;

    /// <summary>The type of an element where it is not the list's own, so that what it holds is read through it; otherwise null.</summary>
    public static string? Cast(TorchClass list, TorchMember member) => member.Type == Element(list) ? null : member.Type;

    /// <summary>The elements in their order; null where there is none of that number.</summary>
    public static IReadOnlyList<TorchMember?> Elements(TorchClass list)
    {
        var elements = new TorchMember?[list.Members.Max(member => Place(member.Field)) + 1];
        foreach (TorchMember member in list.Members)
        {
            elements[Place(member.Field)] = member;
        }

        return elements;
    }

    /// <summary>A name for the class of an element: those of <c>experts</c> are each an <c>Expert</c>.</summary>
    public static string ElementName(string list) => list.Length > 1 && list.EndsWith("s", System.StringComparison.Ordinal) && !list.EndsWith("ss", System.StringComparison.Ordinal) ? list.Substring(0, list.Length - 1) : list;

    private static string Element(TorchClass list)
    {
        bool hasGaps = list.Members.Count < Elements(list).Count;
        string[] types = [.. list.Members.Select(member => member.Type).Distinct()];
        return types.Length == 1 && !hasGaps ? types[0] : list.Members.All(member => member.IsPlain) ? Plain : "Sharp::torch.nn.Module";
    }

    private static int Place(string word) => int.Parse(word, CultureInfo.InvariantCulture);
}
