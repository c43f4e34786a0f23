using System;
using System.Collections.Generic;
using System.Linq;
using ModelGen.Compiler.Ir;

namespace ModelGen.Compiler.Emit.TorchSharp;

/// <summary>Names that emitted module classes must leave alone.</summary>
internal static class TorchNames
{
    /// <summary>
    /// Members of nn.Module and its bases, of any supported version: a field of such a name would hide what the library, or emitted
    /// code, calls. Fields begin with a small letter, so others are safe.
    /// </summary>
    public static HashSet<string> OfModule { get; } = new(StringComparer.Ordinal)
    {
        "add_module", "apply", "bfloat16", "boxedModule", "buffers", "call", "children", "cpu", "cuda", "double", "eval", "float", "forward", "get_buffer",
        "get_parameter", "half", "handle", "has_buffer", "has_parameter", "load", "load_state_dict", "modules", "module_post_hooks",
        "module_pre_hooks", "name", "named_buffers", "named_children", "named_modules", "named_parameters", "parameters", "post_hooks",
        "pre_hooks", "register_buffer", "register_forward_hook", "register_forward_pre_hook", "register_module", "register_parameter",
        "remove", "save", "save_state_dict", "state_dict", "to", "train", "training", "zero_grad", "_to", "_toEpilog", "_parameters",
        "_named_parameters", "_named_buffers", "_internal_submodules", "_internal_buffers", "_internal_params", "_deviceType", "_deviceIndex",
    };

    /// <summary>Names that nested classes must not take: emitted members, support classes, PascalCase members of nn.Module.</summary>
    public static IReadOnlyList<string> Classes { get; } =
    [
        "Alone", "AttentionBias", "AttentionWays", "BatchNorm", "BoxedModule", "CappedAttention", "CheckInput", "CheckTarget", "ClearModules", "ComputeLoss", "ConditionallyRegisterBuffer",
        "ConditionallyRegisterParameter", "Copy", "Create", "Device", "Dispose", "DType", "Equals", "Finalize", "From", "GeluTanh",
        "GetDefaultDeviceAndType", "GetHashCode", "GetName", "GetType", "HType", "HookRemover", "KeepState", "KeepStates", "KeepStatesFrom", "Load", "LoadSafetensors", "LossOf", "MaxOverTime", "MaxOverWindows", "MeanOverTime", "MeanOverWindows",
        "MemberwiseClone", "MoveModule", "PackReal", "Predict", "Prepare", "RealFirst", "RealWindows", "ReferenceEquals", "RegisterComponents", "ReplaceBuffer", "ReplaceParameter", "RmsNorm",
        "Rotary", "RotaryTable", "Rotate", "Save", "SaveSafetensors", "ScaledDotProductAttention", "Session", "SinusoidalTable", "StatesAt", "TakeFirst", "TakeLast", "ToModel",
        "ToString", "TrainingStep", "TrainWith",
    ];

    /// <summary>The module's class, nested in the model's.</summary>
    public const string Root = "Torch";

    /// <summary>Whether a word of a name in weight files can be a field as it is; what begins with a capital could meet classes, but not within the class that holds a checkpoint's 'LayerNorm'.</summary>
    public static bool IsField(string[] words, int i)
    {
        string word = words[i];
        bool isInside = i > 0 && i == words.Length - 1 && !word.StartsWith(Pascal(words[i - 1]), StringComparison.Ordinal) && !Classes.Contains(word);
        return !OfModule.Contains(word) && CSharpNames.IsIdentifier(word) && (!char.IsUpper(word[0]) || isInside);
    }

    /// <summary>A field for a word that cannot be one: <c>train</c> -> <c>trainLayer</c>, <c>Head</c> -> <c>head</c>.</summary>
    public static string Field(string word)
    {
        string name = string.Concat(word.Select(letter => char.IsLetterOrDigit(letter) ? letter : '_'));
        name = char.IsDigit(name[0]) ? "_" + name : char.ToLowerInvariant(name[0]) + name.Substring(1);
        return OfModule.Contains(name) ? name + "Layer" : name;
    }

    /// <summary>The class of a segment: <c>self_attn</c> -> <c>SelfAttn</c>.</summary>
    public static string Pascal(string segment)
    {
        string[] words = segment.Split(['_'], StringSplitOptions.RemoveEmptyEntries);
        string name = "";
        foreach (string word in words)
        {
            name += CSharpNames.Pascal(word);
        }

        return name.Length == 0 || char.IsDigit(name[0]) ? "Group" + name : name;
    }
}
