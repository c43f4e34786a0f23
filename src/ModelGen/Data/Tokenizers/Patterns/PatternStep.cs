using ModelGen.Data.Tokenizers.Unicode;

namespace ModelGen.Data.Tokenizers.Patterns;

/// <summary>A step of a compiled pattern; what follows it is the next one, where nothing else is said.</summary>
/// <param name="Code">What it does.</param>
/// <param name="Set">The code points that it takes.</param>
/// <param name="To">The step to go on with.</param>
/// <param name="Other">The step to go on with when that fails.</param>
/// <param name="Back">How many code points a look begins earlier.</param>
/// <param name="Place">The place that it asks for.</param>
/// <param name="Slot">How many steps before it have choices to remember.</param>
internal readonly record struct PatternStep(PatternCode Code, CodePointSet? Set = null, int To = 0, int Other = 0, int Back = 0, PatternPlace Place = default, int Slot = 0);
