using System.IO;
using System.Linq;
using ModelGen.Data;

namespace ModelGenTool.Inspecting;

/// <summary>What a tokenizer is, and what it makes of a sentence.</summary>
internal static class TokenizerReport
{
    private const string Sample = "A small test of 12 words: naïve café, ½ 東京 🙂?";

    public static void Write(string path)
    {
        PretrainedTokenizer tokenizer = PretrainedTokenizer.Load(path);
        TokenizedText text = tokenizer.Tokenize(Sample);
        Output.Line($"{Path.GetFileName(Path.TrimEndingDirectorySeparator(path))}: a tokenizer of {Output.Number(tokenizer.Vocabulary)} tokens{(tokenizer.ChatTemplate is null ? "" : ", with a chat template")}");
        Output.Line($"{Sample}  ->  {string.Join(' ', text.Ids)}");
        Output.Line(string.Join(" | ", text.Ids.Select(id => ModelGen.Weights.Text.Clip(tokenizer.Token(id) ?? "?"))));
        Output.Line();
    }
}
