using ModelGen.Compiler.Errors;
using ModelGen.Compiler.Spec;

namespace ModelGen.Compiler.Layers;

/// <summary>Whether the other half of a class can be written at all.</summary>
internal static class CheckType
{
    public static ModelError? Fault(TypeSpec type, string what)
    {
        var name = new SourceRef(type.Key, -1);
        return type.Problem switch
        {
            TypeProblem.None when type.IsSplit => new(
                ErrorId.SplitDeclaration,
                name,
                $"The layers of {type.Name} stand on several partial declarations, whose order is not defined: put them on one"),
            TypeProblem.None when ReservedNames.Hidden(type) is { } hidden => Unsupported($"must stand in a namespace, or {hidden} have another name: C# would take the class for the namespace {hidden}, with which emitted code begins names"),
            TypeProblem.None when ReservedNames.Contains(type, what == "model") => Unsupported("must have another name: a member that every model has is called so"),
            TypeProblem.None => null,
            TypeProblem.NotPartial => NotPartial($"The {what} {type.Name} must be declared partial"),
            TypeProblem.ContainerNotPartial => NotPartial($"Every class around the {what} {type.Name} must be declared partial"),
            TypeProblem.Generic => Unsupported("must not be generic, nor stand in a generic class"),
            TypeProblem.Static => Unsupported("must not be static"),
            TypeProblem.Abstract => Unsupported("must not be abstract"),
            TypeProblem.HasBaseClass => Unsupported("must not have a base class"),
            TypeProblem.FileLocal => Unsupported("must not be file-local: no other file could complete it"),
            TypeProblem.HasPrimaryConstructor => Unsupported("must not have a primary constructor: the emitted ones could not call it"),
            _ => Unsupported("must be a class, not a record"),
        };

        ModelError NotPartial(string rule) => new(ErrorId.NotPartial, name, rule, Mend: new(MendKind.MakePartial));

        ModelError Unsupported(string rule) => new(ErrorId.UnsupportedType, name, $"The {what} {type.Name} {rule}");
    }
}
