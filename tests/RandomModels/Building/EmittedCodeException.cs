using System;

namespace ModelGen.RandomModels.Building;

/// <summary>What was emitted for a model does not compile.</summary>
internal sealed class EmittedCodeException(string message) : Exception(message);
