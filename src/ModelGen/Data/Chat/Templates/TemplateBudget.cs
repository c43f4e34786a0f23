using System.Runtime.CompilerServices;

namespace ModelGen.Data.Chat.Templates;

/// <summary>What one rendering may use: a template comes with a file from anywhere.</summary>
internal sealed class TemplateBudget
{
    /// <summary>The most characters of a text.</summary>
    public const int LongestText = 1 << 24;

    private const int MostSteps = 5_000_000;
    private const long MostCharacters = 1 << 28; // of all texts that are made on the way
    private const int MostCalls = 50;

    private int _steps;
    private long _characters;
    private int _calls;

    /// <summary>Counts an evaluation.</summary>
    public void Step()
    {
        if (!RuntimeHelpers.TryEnsureSufficientExecutionStack()) throw TooDeep();
        if (++_steps > MostSteps) throw new ChatTemplateException("The chat template takes more steps than any conversation needs");
    }

    /// <summary>Counts what a text or a list takes.</summary>
    public void Take(long count)
    {
        _characters += count;
        if (count > LongestText || _characters > MostCharacters) throw new ChatTemplateException("The chat template makes texts that are longer than any conversation");
    }

    public void Enter()
    {
        if (++_calls > MostCalls) throw TooDeep();
    }

    public static ChatTemplateException TooDeep() => new("The chat template's parts are in one another, or its macros call each other, too deeply");

    public void Leave() => _calls--;
}
