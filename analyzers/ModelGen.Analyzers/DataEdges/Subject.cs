namespace ModelGen.Analyzers.DataEdges;

/// <summary>How messages speak of one argument.</summary>
/// <param name="Is">Before its shape: <c>'input' of Iris.Predict is</c>.</param>
/// <param name="Short">The same for the second in a sentence: <c>'input' is</c>.</param>
/// <param name="Has">Before one of its ids: <c>'input' of Gpt.Predict has the id</c>.</param>
/// <param name="IsTarget">Whether it goes with inputs, one to one.</param>
internal sealed record Subject(string Is, string Short, string Has, bool IsTarget)
{
    public static Subject Argument(string method, string parameter) =>
        new($"'{parameter}' of {method} is", $"'{parameter}' is", $"'{parameter}' of {method} has the id", parameter == "target");

    /// <summary>One side of the examples that an argument gives.</summary>
    public static Subject Examples(string method, string parameter, string side) =>
        new($"'{parameter}' of {method} gives {side}s of", $"the {side}s are", $"'{parameter}' of {method} gives the {side} id", side == "target");
}
