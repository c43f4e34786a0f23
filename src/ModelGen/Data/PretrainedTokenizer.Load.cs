using System;
using System.IO;
using System.Linq;
using System.Text;
using ModelGen.Data.Tokenizers;
using ModelGen.Data.Tokenizers.Files;
using ModelGen.Weights;

namespace ModelGen.Data;

/// <content>Files.</content>
public sealed partial class PretrainedTokenizer
{
    // As published folders call them; the first that is there is read.
    private static readonly string[] s_files = ["tokenizer.json", "tokenizer.model", "spiece.model", "sentencepiece.bpe.model", "sentencepiece.model", "vocab.txt", MergesFile.Vocabulary];

    /// <summary>Reads the tokenizer of a published model.</summary>
    /// <param name="path">A <c>tokenizer.json</c>, a SentencePiece <c>.model</c>, a <c>vocab.txt</c> of an uncased BERT, a <c>vocab.json</c> with its <c>merges.txt</c> beside it, or the folder of one of these, whose <c>tokenizer_config.json</c> and <c>chat_template.jinja</c> give the chat template.</param>
    /// <exception cref="FileNotFoundException">There is no such file, or none in the folder.</exception>
    /// <exception cref="WeightFormatException">The file is damaged, or of a kind that would be encoded differently here: it says which part.</exception>
    /// <exception cref="ChatTemplateException">The folder's chat template is damaged, or uses what is not known here.</exception>
    public static PretrainedTokenizer Load(string path)
    {
        string file = FileOf(path);
        PretrainedTokenizer tokenizer = LoadFile(file);
        if (file != path) tokenizer.ChatTemplate = ChatOf(path);
        return tokenizer;
    }

    private static PretrainedTokenizer LoadFile(string file)
    {
        if (Path.GetFileName(file) == MergesFile.Vocabulary)
        {
            string merges = Path.Combine(Path.GetDirectoryName(file)!, MergesFile.Merges);
            return Of(TokenizerFile.Read(file, root => PipelineFile.Read(root), tokens => TokenizerFile.ReadBytes(merges, lines => MergesFile.Json(tokens, lines))));
        }

        if (Path.GetExtension(file).Equals(".json", StringComparison.OrdinalIgnoreCase)) return Of(TokenizerFile.Read(file, root => PipelineFile.Read(root)));
        if (Path.GetExtension(file).Equals(".txt", StringComparison.OrdinalIgnoreCase)) return Of(TokenizerFile.Read(file, root => PipelineFile.Read(root, "WordPiece"), lines => WordPieceFile.Json(lines, lowercase: true)));
        return Of(TokenizerFile.ReadBytes(file, bytes => TiktokenFile.IsOne(bytes)
            ? throw new FormatException("it has tiktoken's ranks, and not how texts are cut: read it by LoadTiktoken, with the encoding's name")
            : bytes.AsSpan().TrimStart("\uFEFF \t\r\n"u8).StartsWith("{"u8) ? TokenizerFile.Parse($"'{file}'", bytes, root => PipelineFile.Read(root)) : SentencePieceFile.Read(bytes)));
    }

    /// <summary>Reads the ranks of tiktoken: a token in base 64 and its id on each line.</summary>
    /// <param name="path">The file, such as <c>o200k_base.tiktoken</c>, or the <c>tokenizer.model</c> of Llama 3.</param>
    /// <param name="encoding">How texts are cut, and the special tokens, which the file does not have.</param>
    /// <exception cref="FileNotFoundException">There is no such file.</exception>
    /// <exception cref="WeightFormatException">The file is damaged, or does not go with the encoding.</exception>
    public static PretrainedTokenizer LoadTiktoken(string path, TiktokenEncoding encoding)
    {
        ArgumentNullException.ThrowIfNull(encoding);
        return Of(TokenizerFile.ReadBytes(path, bytes => TiktokenFile.Read(bytes, encoding)));
    }

    private static string FileOf(string path)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        if (!Directory.Exists(path)) return path;
        return s_files.Select(name => Path.Combine(path, name)).FirstOrDefault(File.Exists)
            ?? throw new FileNotFoundException($"The folder '{path}' has no tokenizer: none of {string.Join(", ", s_files)}", path);
    }

    private static PretrainedTokenizer Of(TokenPipeline pipeline) => new(pipeline, pipeline.Options);
}
