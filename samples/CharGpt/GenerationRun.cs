using System;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Linq;
using System.Text;
using System.Threading;
using ModelGen.Data;

namespace CharGptSample;

/// <summary>Loads saved weights and writes a text.</summary>
internal static class GenerationRun
{
    /// <summary>Does it.</summary>
    /// <exception cref="UserException">There are no weights, or the prompt cannot be read.</exception>
    public static void Execute(GenerateOptions options, CancellationToken stop)
    {
        RunFolder folder = options.Folder;
        if (!File.Exists(folder.Weights)) throw new UserException($"There are no weights '{RunFolder.Show(folder.Weights)}': run train first, or name their folder with --folder");
        CharTokenizer tokenizer = CharTokenizer.Load(folder.Tokenizer);
        if (tokenizer.Vocabulary != Alphabet.Size) throw new UserException(string.Create(CultureInfo.InvariantCulture, $"'{RunFolder.Show(folder.Tokenizer)}' has {tokenizer.Vocabulary} characters, the model {Alphabet.Size}: train again, or bring back the file that belongs to the weights"));
        string prompt = options.Prompt.ReplaceLineEndings("\n");
        Check(prompt, tokenizer);
        CharGpt model = new();
        model.Load(folder.Weights);
        TextStream.Write(model, tokenizer, prompt, options.Length, options.Sampling, stop);
    }

    private static void Check(string prompt, CharTokenizer tokenizer)
    {
        if (prompt.Length == 0) throw new UserException("The prompt is empty: give at least one character, a space will do");
        List<string> unknown = [.. prompt.EnumerateRunes().Where(rune => tokenizer.Encode(rune.ToString()) is [int id] && tokenizer.Decode(id) == tokenizer.Replacement).Distinct().Select(Show)];
        if (unknown.Count > 0) throw new UserException($"The model does not know {string.Join(", ", unknown)}: leave that out of the prompt; it knows ASCII and common European letters");
    }

    private static string Show(Rune rune)
    {
        string code = string.Create(CultureInfo.InvariantCulture, $"U+{rune.Value:X4}");
        return Rune.IsControl(rune) ? code : $"'{rune}' ({code})";
    }
}
