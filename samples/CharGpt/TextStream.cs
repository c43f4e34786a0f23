using System;
using System.Threading;
using ModelGen.Data;
using ModelGen.Decoding;

namespace CharGptSample;

/// <summary>Writes text to the console, each character as soon as it is chosen.</summary>
internal static class TextStream
{
    /// <summary>Writes the prompt and what the model adds to it.</summary>
    public static void Write(CharGpt model, CharTokenizer tokenizer, string prompt, int length, SamplingOptions options, CancellationToken stop)
    {
        Console.Write(prompt);
        model.CreateDecoder().Generate(tokenizer.Encode(prompt), length, options, token =>
        {
            Console.Write(tokenizer.Decode(token).ToString());
            return !stop.IsCancellationRequested;
        });
        Console.WriteLine();
    }
}
