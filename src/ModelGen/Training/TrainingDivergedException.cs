using System;

namespace ModelGen.Training;

/// <summary>The loss or a gradient is no finite number. The parameters are those before the update.</summary>
public sealed class TrainingDivergedException(string message) : Exception(message);
