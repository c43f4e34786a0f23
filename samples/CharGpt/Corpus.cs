using System;
using System.Globalization;
using System.IO;
using System.Linq;
using System.Text;
using ModelGen.Data;

namespace CharGptSample;

/// <summary>A text in two parts: one to learn from, one that is held out to measure on.</summary>
/// <param name="Name">Where it is from, for people.</param>
/// <param name="Train">The tokens to learn from.</param>
/// <param name="HeldOut">The tokens to measure on.</param>
/// <param name="Unknown">How many characters are not in the alphabet and were replaced.</param>
internal sealed record Corpus(string Name, int[] Train, int[] HeldOut, int Unknown)
{
    // Of a repository every 16th file, whole files so that no sentence is on both sides; of one file its last tenth.
    private const int HeldOutEvery = 16;
    private const double HeldOutPart = 0.1;

    /// <summary>All characters.</summary>
    public int Length => Train.Length + HeldOut.Length;

    /// <summary>One line for people.</summary>
    public string Describe()
    {
        string replaced = Unknown == 0 ? "" : string.Create(CultureInfo.InvariantCulture, $"; {Unknown:N0} beyond the alphabet are replaced by \uFFFD");
        return string.Create(CultureInfo.InvariantCulture, $"Text: {Name}, {Train.Length:N0} characters to learn from, {HeldOut.Length:N0} held out{replaced}");
    }

    /// <summary>Reads a file, or with null the repository's own sources and docs.</summary>
    /// <exception cref="UserException">There is no text, or too little for windows of <paramref name="context"/> characters.</exception>
    public static Corpus Load(string? path, int context) => path is null ? LoadRepository(context) : LoadFile(path, context);

    private static Corpus LoadRepository(int context)
    {
        string root = Repository.Root ?? throw new UserException("There is no ModelGen.sln above the program or the current folder, so no sources to learn from: give a text with --text FILE");
        StringBuilder train = new(), heldOut = new();
        int files = 0;
        foreach (string file in Repository.TextFiles(root)) (files++ % HeldOutEvery == HeldOutEvery / 2 ? heldOut : train).Append(Read(file)).Append('\n');
        return Split(string.Create(CultureInfo.InvariantCulture, $"{files} sources and docs of this repository"), train.ToString(), heldOut.ToString(), context);
    }

    private static Corpus LoadFile(string path, int context)
    {
        if (Directory.Exists(path)) throw new UserException($"'{path}' is a folder: give --text a text file");
        if (!File.Exists(path)) throw new UserException($"There is no text file '{path}': check the path after --text");
        string text = Read(path);
        if (string.IsNullOrWhiteSpace(text)) throw new UserException($"'{path}' is empty: give a text of at least {Least(context)} characters with --text");
        // The held-out part gets at least one window.
        int heldOut = Math.Max((int)(text.Length * HeldOutPart), context + 1);
        int cut = Math.Max(0, text.Length - heldOut);
        return Split($"'{Path.GetFileName(path)}'", text[..cut], text[cut..], context);
    }

    private static Corpus Split(string name, string train, string heldOut, int context)
    {
        CharTokenizer tokenizer = Alphabet.Tokenizer;
        Corpus corpus = new(name, tokenizer.Encode(train), tokenizer.Encode(heldOut), Alphabet.CountUnknown(train) + Alphabet.CountUnknown(heldOut));
        if (corpus.Train.Length > context && corpus.HeldOut.Length > context) return corpus;
        throw new UserException(string.Create(CultureInfo.InvariantCulture,
            $"The text {name} has {corpus.Length} characters, too few for windows of {context} to learn from and to measure on: give one of at least {Least(context)} with --text FILE"));
    }

    private static int Least(int context) => 2 * (context + 1);

    private static string Read(string path)
    {
        try
        {
            return File.ReadAllText(path).ReplaceLineEndings("\n");
        }
        catch (UnauthorizedAccessException)
        {
            throw new UserException($"'{path}' cannot be read: check its permissions");
        }
    }
}
