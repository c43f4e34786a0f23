using System;
using System.Collections.Generic;
using System.IO;
using ModelGen.Data.Tokenizers.Files;

namespace ModelGen.Data;

/// <content>Conversations.</content>
public sealed partial class PretrainedTokenizer
{
    /// <summary>The chat template of the folder that the tokenizer came from, or one of one's own; null: there is none.</summary>
    public ChatTemplate? ChatTemplate { get; set; }

    /// <summary>A conversation as the ids that the model was trained to go on from.</summary>
    /// <param name="messages">The messages, the earliest first.</param>
    /// <param name="addGenerationPrompt">Whether what begins the answer stands at the end.</param>
    /// <param name="variables">What the template knows beside, such as <c>tools</c>.</param>
    /// <remarks>The template writes the tokens that begin a text itself: nothing is put around it again.</remarks>
    /// <exception cref="InvalidOperationException">There is no chat template.</exception>
    /// <exception cref="ChatTemplateException">The template refuses the messages, or cannot be followed with them.</exception>
    public int[] ApplyChatTemplate(IReadOnlyList<ChatMessage> messages, bool addGenerationPrompt = true, IReadOnlyDictionary<string, object?>? variables = null) =>
        Encode((ChatTemplate ?? throw new InvalidOperationException("This tokenizer has no chat template: load the folder with its tokenizer_config.json or chat_template.jinja, or set ChatTemplate")).Render(messages, addGenerationPrompt, variables));

    // The template and the tokens that it writes by name, where a folder has them.
    private static ChatTemplate? ChatOf(string folder)
    {
        string config = Path.Combine(folder, "tokenizer_config.json"), own = Path.Combine(folder, "chat_template.jinja");
        (string? template, Dictionary<string, string> special) = File.Exists(config) ? TokenizerFile.Read(config, ConfigFile.Read) : (null, []);
        if (File.Exists(own)) template = TokenizerFile.ReadBytes(own, bytes => bytes.Length > 1 << 21 ? throw new FormatException("it is larger than 2 MB") : System.Text.Encoding.UTF8.GetString(bytes).TrimStart('\uFEFF'));
        return template is null ? null : new ChatTemplate(template, special);
    }
}
