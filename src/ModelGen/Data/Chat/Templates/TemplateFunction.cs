using System.Collections.Generic;

namespace ModelGen.Data.Chat.Templates;

/// <summary>What a template can call.</summary>
/// <param name="scope">Where it is called.</param>
/// <param name="arguments">What stands in parentheses.</param>
/// <param name="named">What has a name there.</param>
internal delegate object? TemplateFunction(TemplateScope scope, IReadOnlyList<object?> arguments, IReadOnlyDictionary<string, object?> named);
