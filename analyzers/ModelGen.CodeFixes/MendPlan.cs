using System.Collections.Generic;

namespace ModelGen.CodeFixes;

/// <param name="Title">What the editor's menu shows.</param>
internal sealed record MendPlan(string Title, IReadOnlyList<SourceEdit> Edits);
