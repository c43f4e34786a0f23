using System.IO;

namespace CharGptSample;

/// <summary>The files of a run.</summary>
/// <param name="path">Their folder; null: weights/ beside this sample's sources.</param>
internal sealed class RunFolder(string? path)
{
    /// <summary>The folder.</summary>
    public string Path { get; } = path ?? (Repository.Root is string root
        ? System.IO.Path.Combine(root, "samples", "CharGpt", "weights")
        : System.IO.Path.Combine(Directory.GetCurrentDirectory(), "weights"));

    /// <summary>The weights of a completed training.</summary>
    public string Weights => In("chargpt.safetensors");

    /// <summary>The characters that the weights' token ids stand for.</summary>
    public string Tokenizer => In("tokenizer.json");

    /// <summary>Weights, optimizer and counters of a training that may go on.</summary>
    public string Checkpoint => In("checkpoint.safetensors");

    /// <summary>What the training of the checkpoint was asked to do.</summary>
    public string Plan => In("checkpoint.json");

    /// <summary>A path as it is best shown: relative where that is shorter.</summary>
    public static string Show(string path)
    {
        string relative = System.IO.Path.GetRelativePath(Directory.GetCurrentDirectory(), path);
        return relative.Length < path.Length ? relative : path;
    }

    private string In(string file) => System.IO.Path.Combine(Path, file);
}
