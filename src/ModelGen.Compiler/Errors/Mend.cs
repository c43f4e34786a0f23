namespace ModelGen.Compiler.Errors;

/// <summary>
/// What a code fix has to do, as data: an editor's fix reads this and never a message. The attribute to change is the one that the diagnostic
/// points into, or, for kinds that say so, the first additional location.
/// </summary>
/// <param name="Argument">The argument to set, as the catalogue spells it.</param>
/// <param name="Value">Its value as C# text, <c>9216</c> or <c>true</c>; or a layer's only number.</param>
public sealed record Mend(MendKind Kind, string Argument = "", string Value = "")
{
    public static Mend Set(string argument, long value) => new(MendKind.SetArgument, argument, Literal(value));

    public static Mend Set(string argument, bool value) => new(MendKind.SetArgument, argument, Literal(value));

    /// <summary>The argument of the layer that produced the shape.</summary>
    public static Mend SetBefore(string argument, long value) => new(MendKind.SetArgumentBefore, argument, Literal(value));

    /// <inheritdoc cref="SetBefore(string, long)"/>
    public static Mend SetBefore(string argument, bool value) => new(MendKind.SetArgumentBefore, argument, Literal(value));

    public static Mend Project(long width) => new(MendKind.AddProjection, Value: Literal(width));

    private static string Literal(long value) => value.ToString(System.Globalization.CultureInfo.InvariantCulture);

    private static string Literal(bool value) => value ? "true" : "false";
}

public enum MendKind
{
    /// <summary>Declare the class and those around it partial.</summary>
    MakePartial,

    /// <summary>Put <c>[Flatten]</c> before the layer.</summary>
    InsertFlatten,

    /// <summary>Set an argument of the attribute at the diagnostic.</summary>
    SetArgument,

    /// <summary>Set an argument of the attribute at the first additional location.</summary>
    SetArgumentBefore,

    /// <summary>Put another layer, the value, before the attribute.</summary>
    InsertLayer,

    /// <summary>Put another layer, the value, in the place of the attribute.</summary>
    ReplaceLayer,

    /// <summary>The same of the attribute at the first additional location.</summary>
    ReplaceLayerBefore,

    /// <summary>Remove the attribute.</summary>
    Remove,

    /// <summary>Move the attribute before the first layer.</summary>
    MoveFirst,

    /// <summary>Append a <c>Linear</c> to the block that the attribute names.</summary>
    AddProjection,

    /// <summary>Put a call behind an operand: the argument is its place, and the value the call; or, without a place, one for each of two, of which either helps.</summary>
    AppendToOperand,

    /// <summary>Put the value in the place of the text at the diagnostic.</summary>
    ReplaceText,

    /// <summary>Swap two operands.</summary>
    SwapOperands,

    /// <summary>Write the last of three sizes first.</summary>
    ChannelsFirst,

    /// <summary>The same at the first additional location.</summary>
    ChannelsFirstBefore,
}
