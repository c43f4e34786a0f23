using System;

namespace ModelGenTool;

/// <summary>Something that the user can mend. The message is one line that says how.</summary>
internal sealed class UserException(string message) : Exception(message);
