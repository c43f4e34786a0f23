using System;

namespace ModelGen.RandomModels.Checking;

/// <summary>A model does not give what its definition gives.</summary>
internal sealed class CheckFailedException(string message) : Exception(message);
