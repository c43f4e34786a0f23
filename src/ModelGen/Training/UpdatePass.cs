namespace ModelGen.Training;

/// <summary>One pass of an optimizer over its parameters.</summary>
/// <param name="GradientScale">A factor for all gradients.</param>
/// <param name="ClearGradients">Whether the gradients are 0 afterwards.</param>
/// <param name="IsTrial">Whether to look at what would come out and change nothing.</param>
internal readonly record struct UpdatePass(float GradientScale, bool ClearGradients, bool IsTrial);
