using System;
using System.Collections.Generic;
using System.Linq;

namespace ModelGen.Weights.Onnx;

/// <summary>
/// The names and layouts that a checkpoint has for the constants of a graph that PyTorch exported. Most keep their names. Matrices of linear layers are turned and lose them (<c>onnx::MatMul_1347</c>), and so
/// do convolutions into which a batch norm was folded: theirs follow from the bias that is added behind, or from the place of the node (<c>/encoder/layer.0/attention/self/query/MatMul</c>).
/// </summary>
internal sealed class OnnxNames
{
    private const string Weight = ".weight", Bias = ".bias";

    private readonly Dictionary<string, OnnxInitializer> _constants = new(StringComparer.Ordinal);
    private readonly Dictionary<string, OnnxNode> _readers = new(StringComparer.Ordinal); // of a value: the first
    private readonly Dictionary<string, (string Name, bool IsTurned)> _found = new(StringComparer.Ordinal);

    private readonly HashSet<string> _given = new(StringComparer.Ordinal);

    public OnnxNames(OnnxContent content)
    {
        foreach (OnnxInitializer constant in content.Initializers) _constants.TryAdd(constant.Name, constant);
        foreach (OnnxNode node in content.Nodes)
        {
            foreach (string input in node.Inputs) _readers.TryAdd(input, node);
        }

        foreach (OnnxNode node in content.Nodes)
        {
            switch (node.Kind)
            {
                case "MatMul" when Constant(node, 1, axes: 2) is { } matrix: Name(matrix, Behind(node) ?? Place(node), Weight, isTurned: true); break;
                case "Gemm" when Constant(node, 1, axes: 2) is { } matrix: Name(matrix, Beside(node) ?? Place(node), Weight, isTurned: !node.TransposesB); break;
                case "Conv" when Constant(node, 1, axes: null) is { } kernel:
                    Name(kernel, Beside(node) ?? Place(node), Weight, isTurned: false);
                    if (Constant(node, 2, axes: 1) is { } bias) Name(bias, Place(node), Bias, isTurned: false);
                    break;
            }
        }
    }

    /// <summary>The name in the checkpoint, and whether the file has the transpose.</summary>
    public (string Name, bool IsTurned) Of(OnnxInitializer constant) => _found.GetValueOrDefault(constant.Name, (constant.Name, false));

    private OnnxInitializer? Constant(OnnxNode node, int input, int? axes) =>
        node.Inputs.Count > input && _constants.TryGetValue(node.Inputs[input], out OnnxInitializer? constant) && (axes is null || constant.Shape.Length == axes) ? constant : null;

    private void Name(OnnxInitializer constant, string? owner, string kind, bool isTurned)
    {
        if (owner is null || !IsAnonymous(constant.Name) || _constants.ContainsKey(owner + kind) || _found.ContainsKey(constant.Name)) return;
        if (_given.Add(owner + kind)) _found.Add(constant.Name, (owner + kind, isTurned));
    }

    // Exporters make names of their own with "::", as bare numbers, or from the node's place.
    public static bool IsAnonymous(string name) => name.Contains("::", StringComparison.Ordinal) || !name.Contains('.') || name.StartsWith('/');

    // The bias that an Add behind a product adds.
    private string? Behind(OnnxNode product) => product.Outputs.Count == 1 && _readers.TryGetValue(product.Outputs[0], out OnnxNode? next) && next.Kind == "Add" ? Owner(next.Inputs) : null;

    private static string? Beside(OnnxNode node) => Owner(node.Inputs.Skip(2));

    private static string? Owner(IEnumerable<string> inputs) => inputs.FirstOrDefault(input => input.EndsWith(Bias, StringComparison.Ordinal) && !IsAnonymous(input)) is { } bias ? bias[..^Bias.Length] : null;

    // /layer1/layer1.0/conv1/Conv: a sequence's steps have its name once more.
    private static string? Place(OnnxNode node)
    {
        if (!node.Name.StartsWith('/')) return null;
        string[] words = node.Name.Split('/', StringSplitOptions.RemoveEmptyEntries)[..^1];
        IEnumerable<string> kept = words.Where((word, i) => i + 1 == words.Length || !words[i + 1].StartsWith(word + ".", StringComparison.Ordinal));
        return words.Length == 0 ? null : string.Join('.', kept);
    }
}
