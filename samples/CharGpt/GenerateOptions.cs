using ModelGen.Decoding;

namespace CharGptSample;

/// <summary>What the user asked of a text.</summary>
/// <param name="Prompt">How the text begins.</param>
/// <param name="Length">How many characters to add.</param>
/// <param name="Sampling">How each is chosen.</param>
/// <param name="Folder">Where the weights are.</param>
internal sealed record GenerateOptions(string Prompt, int Length, SamplingOptions Sampling, RunFolder Folder);
